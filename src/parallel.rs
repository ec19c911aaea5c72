//! Work on several threads with the order of the results kept and the memory bounded.

use std::convert::Infallible;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

/// Calls `work` on each item, on `threads` threads, and `sink` on each result, in the order of the items and on the calling
/// thread. The first error of `sink` ends it and is returned.
///
/// Items are drawn on a thread of their own, and at most `3 * threads` of them are under way at once: the memory does not
/// grow with their number, and a slow item holds the others back instead of piling up their results. With one thread all
/// happens on the calling thread.
///
/// ```
/// let mut squares = Vec::new();
/// let written: Result<(), ()> = linimasa::parallel::map_ordered(2, 1..=4, |n| n * n, |square| {
///     squares.push(square);
///     Ok(())
/// });
/// assert_eq!((written, squares), (Ok(()), vec![1, 4, 9, 16]));
/// ```
pub fn map_ordered<T: Send, U: Send, E>(
    threads: usize,
    items: impl IntoIterator<Item = T, IntoIter: Send>,
    work: impl Fn(T) -> U + Sync,
    mut sink: impl FnMut(U) -> Result<(), E>,
) -> Result<(), E> {
    let items = items.into_iter();
    if threads <= 1 {
        return items.map(work).try_for_each(sink);
    }
    std::thread::scope(|scope| {
        let (jobs, queue) = sync_channel::<(T, SyncSender<U>)>(threads);
        // Each item gets a channel for its one result; the channels stand in line here, so nothing has to be sorted.
        let (line, results) = sync_channel::<Receiver<U>>(2 * threads);
        scope.spawn(move || {
            for item in items {
                let (result, place) = sync_channel(1);
                if line.send(place).is_err() || jobs.send((item, result)).is_err() {
                    return;
                }
            }
        });
        // Shared by the workers alone: when the last of them is gone, the thread above learns that nobody takes its jobs.
        let queue = Arc::new(Mutex::new(queue));
        for _ in 0..threads {
            let queue = Arc::clone(&queue);
            let work = &work;
            scope.spawn(move || {
                loop {
                    let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((item, result)) = job else { return };
                    if result.send(work(item)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(queue);
        // A result that never comes means that its worker panicked; the scope passes the panic on.
        results.iter().map_while(|place| place.recv().ok()).try_for_each(&mut sink)
    })
}

/// Calls `work` on pieces of at most `size` items, on `threads` threads, and joins its results in the order of the items.
///
/// ```
/// let halves = linimasa::parallel::flat_map_chunks(2, 3, &[2, 4, 6, 8], |piece| piece.iter().map(|n| n / 2).collect());
/// assert_eq!(halves, [1, 2, 3, 4]);
/// ```
pub fn flat_map_chunks<T: Sync, U: Send>(
    threads: usize,
    size: usize,
    items: &[T],
    work: impl Fn(&[T]) -> Vec<U> + Sync,
) -> Vec<U> {
    let mut joined = Vec::new();
    let done: Result<(), Infallible> = map_ordered(threads, items.chunks(size.max(1)), work, |part| {
        joined.extend(part);
        Ok(())
    });
    let Ok(()) = done;
    joined
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::map_ordered;

    #[test]
    fn keeps_the_order_where_later_items_are_ready_first() {
        let mut seen = Vec::new();
        let slow_first = |n: u64| {
            std::thread::sleep(std::time::Duration::from_millis(if n.is_multiple_of(7) { 5 } else { 0 }));
            n
        };
        let done: Result<(), ()> = map_ordered(4, 0..100, slow_first, |n| {
            seen.push(n);
            Ok(())
        });
        assert_eq!(done, Ok(()));
        assert!(seen.into_iter().eq(0..100));
    }

    #[test]
    fn an_error_of_the_sink_stops_the_reading() {
        for threads in [1, 3] {
            let drawn = AtomicUsize::new(0);
            let items = (0..100_000).inspect(|_| {
                drawn.fetch_add(1, Ordering::Relaxed);
            });
            let done = map_ordered(threads, items, |n| n, |n| if n == 5 { Err("full") } else { Ok(()) });
            assert_eq!(done, Err("full"));
            assert!(drawn.into_inner() < 100, "{threads} threads drew on after the error");
        }
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn a_panic_of_the_work_is_passed_on_and_hangs_nothing() {
        let _: Result<(), ()> = map_ordered(2, 0..1000, |n| assert!(n < 10), |()| Ok(()));
    }
}
