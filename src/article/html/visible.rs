//! What a reader sees around the text of a page: the headline, and the date line beside it.

use std::sync::LazyLock;

use dom_query::{Document, NodeRef};

use crate::article::{DctSource, Published};
use crate::datasets;

/// Parts of class names and ids of what is not the article: other articles, comments, the page's own furniture.
static ASIDE: LazyLock<Vec<&str>> = LazyLock::new(|| {
    datasets::below("datasets/page").flat_map(|(path, content)| datasets::rows(path, content)).map(|row| row.cell(0)).collect()
});

/// Elements of what is not the article. A list is a menu, or is about other articles.
const ASIDE_TAGS: [&str; 5] = ["aside", "footer", "nav", "li", "a"];

/// The longest date line, in bytes, with an author's name or a count of readers beside the date.
const LONGEST_LINE: usize = 100;

/// The longest line that is a date without a clock time: there is room for a weekday and little else.
const LONGEST_BARE_LINE: usize = 45;

/// A paragraph: where one this long begins, the text has begun.
const PARAGRAPH: usize = 200;

/// How many nodes an element may have to be looked at as one line.
const MOST_CHILDREN: usize = 8;

/// How many pieces of text above a headline, and how many steps up the tree, a date line may stand.
const ABOVE: (usize, usize) = (6, 3);

/// The headline of a page.
pub(super) struct Headline<'a> {
    pub(super) text: String,
    /// The pieces of text of the page in their order, and which of them is the headline.
    pieces: Vec<NodeRef<'a>>,
    at: usize,
}

/// Finds the headline: the heading (or, where no heading fits, any element) whose text is the declared title with or without
/// the name of the site, which titles carry behind a bar or a dash.
pub(super) fn headline<'a>(document: &'a Document, title: Option<&str>) -> Option<Headline<'a>> {
    let title = squeeze(title?);
    let pieces: Vec<NodeRef> =
        document.body()?.descendants_it().filter(|node| node.is_nonempty_text() && is_shown(node)).collect();
    let parts = title.split(" | ").flat_map(|part| part.split(" - ")).flat_map(|part| part.split(" :: "));
    let own = parts.max_by_key(|part| part.len()).unwrap_or(&title);
    let fits = |text: &str| {
        let part_of_title = text.len() * 5 >= title.len() * 2 && text.len() > 10 && title.contains(text);
        part_of_title || (text.len() < own.len() * 3 / 2 && text.contains(own))
    };
    let text_of = |piece: &NodeRef| squeeze(&holder(piece).text());
    let found = |heading: bool| {
        pieces.iter().position(|piece| {
            let in_heading = piece.ancestors_it(Some(3)).any(|node| is_one_of(&node, &["h1", "h2"]));
            in_heading == heading && fits(&text_of(piece)) && !piece.ancestors_it(None).any(|node| is_one_of(&node, &ASIDE_TAGS))
        })
    };
    let at = found(true).or_else(|| found(false))?;
    Some(Headline { text: text_of(&pieces[at]), pieces, at })
}

impl<'a> Headline<'a> {
    /// The date line between the headline and the text, or right above the headline.
    pub(super) fn date_line(&self) -> Option<Published> {
        let around: Vec<NodeRef> = self.pieces[self.at].ancestors(None);
        // What surrounds the headline itself is the article, whatever its class is called.
        let own = |piece: &&NodeRef<'a>| {
            let mut between = piece.ancestors_it(None).take_while(|node| around.iter().all(|shared| shared.id != node.id));
            !between.any(|node| is_aside(&node))
        };
        let below = self.pieces[self.at + 1..].iter().take_while(|piece| !is_prose(piece));
        let (pieces, steps) = ABOVE;
        let near = around.get(steps).or(around.last())?;
        let beside = |piece: &&NodeRef| piece.ancestors_it(None).any(|node| node.id == near.id);
        let above = self.pieces[..self.at].iter().rev().take(pieces).filter(beside);
        below.chain(above).filter(own).find_map(line)
    }
}

/// Whether a piece of text is part of a paragraph: then the text of the article has begun.
fn is_prose(piece: &NodeRef) -> bool {
    let paragraph = piece.ancestors_it(Some(4)).find(|node| is_one_of(node, &["p"]));
    length(&paragraph.unwrap_or(*piece).text()) >= PARAGRAPH
}

/// The date that a piece of text, or the element that holds it, gives. A sentence that ends is no date line.
fn line(piece: &NodeRef) -> Option<Published> {
    let holder = holder(piece);
    if let Some(datetime) = holder.attr("datetime") {
        return Published::parse(&datetime, DctSource::Dateline);
    }
    [squeeze(&piece.text()), squeeze(&holder.text())].into_iter().find_map(|text| {
        let fits = text.len() <= LONGEST_LINE && !text.ends_with('.');
        let published = Published::parse(&text, DctSource::Dateline).filter(|_| fits)?;
        (published.instant.is_some() || text.len() <= LONGEST_BARE_LINE).then_some(published)
    })
}

/// Whether an element holds something else than the article.
pub(super) fn is_aside(element: &NodeRef) -> bool {
    let mut names = [element.class(), element.id_attr()].into_iter().flatten().map(|names| names.to_ascii_lowercase());
    is_one_of(element, &ASIDE_TAGS)
        || is_one_of(element, &["figure", "figcaption"])
        || (!is_one_of(element, &["body", "html"]) && names.any(|names| ASIDE.iter().any(|part| names.contains(part))))
}

fn is_one_of(element: &NodeRef, names: &[&str]) -> bool {
    element.node_name().is_some_and(|name| names.contains(&&*name))
}

/// Takes lists whose items are links out of a page: menus, tags, other articles. No article's own list is that.
pub(super) fn drop_lists_of_links(document: &Document) {
    for list in &document.select("ul, ol") {
        let linked: usize = list.select("a").iter().map(|link| length(&link.text())).sum();
        if linked > 0 && linked * 5 >= length(&list.text()) * 4 {
            list.remove();
        }
    }
}

/// How many bytes a text has without its white space.
pub(super) fn length(text: &str) -> usize {
    text.split_whitespace().map(str::len).sum()
}

fn is_shown(piece: &NodeRef) -> bool {
    !piece.parent().is_some_and(|parent| is_one_of(&parent, &["script", "style", "noscript", "template"]))
}

/// The element whose text a piece is, with what stands in bold or in a link beside it; of a long element the piece alone.
fn holder<'a>(piece: &NodeRef<'a>) -> NodeRef<'a> {
    piece.parent().filter(|parent| parent.children_it(false).nth(MOST_CHILDREN).is_none()).unwrap_or(*piece)
}

/// White space made single blanks.
fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
