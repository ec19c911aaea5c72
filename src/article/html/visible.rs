//! What a reader sees around the text of a page: the headline, and the date line beside it.

use dom_query::{Document, NodeRef};

use crate::article::{DctSource, Published};

/// Parts of class names and ids of what is not the article: other articles, comments, the page's own furniture.
const ASIDE: [&str; 19] = [
    "sidebar",
    "related",
    "terkait",
    "populer",
    "popular",
    "latest",
    "terkini",
    "terbaru",
    "rekomendasi",
    "recommend",
    "comment",
    "komentar",
    "footer",
    "widget",
    "caption",
    "breaking",
    "trending",
    "newsfeed",
    "navbar",
];

/// The longest date line, in bytes, with an author's name or a count of readers beside the date.
const LONGEST_LINE: usize = 120;

/// The longest line that is a date without a clock time: there is room for a weekday and little else.
const LONGEST_BARE_LINE: usize = 45;

/// A paragraph: where one this long begins, the text has begun.
const PARAGRAPH: usize = 200;

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
            let is_heading = |node: &NodeRef| node.node_name().is_some_and(|name| matches!(&*name, "h1" | "h2"));
            let in_heading = piece.ancestors_it(Some(3)).any(|node| is_heading(&node));
            in_heading == heading && fits(&text_of(piece)) && !is_aside(std::slice::from_ref(piece))
        })
    };
    let at = found(true).or_else(|| found(false))?;
    Some(Headline { text: text_of(&pieces[at]), pieces, at })
}

impl Headline<'_> {
    /// The date line between the headline and the text, or right above the headline.
    pub(super) fn date_line(&self) -> Option<Published> {
        let below = self.pieces[self.at + 1..].iter().take_while(|piece| squeeze(&piece.text()).len() < PARAGRAPH);
        let (pieces, steps) = ABOVE;
        let near = self.pieces[self.at].ancestors_it(Some(steps + 1)).last()?;
        let above = self.pieces[..self.at]
            .iter()
            .rev()
            .take(pieces)
            .filter(|piece| piece.ancestors_it(None).any(|node| node.id == near.id));
        below.chain(above).filter(|piece| !is_aside(std::slice::from_ref(piece))).find_map(line)
    }
}

/// The date that a piece of text, or the element that holds it, gives.
fn line(piece: &NodeRef) -> Option<Published> {
    let holder = holder(piece);
    if let Some(datetime) = holder.attr("datetime") {
        return Published::parse(&datetime, DctSource::Dateline);
    }
    [squeeze(&piece.text()), squeeze(&holder.text())].into_iter().find_map(|text| {
        let published = Published::parse(&text, DctSource::Dateline).filter(|_| text.len() <= LONGEST_LINE)?;
        (published.instant.is_some() || text.len() <= LONGEST_BARE_LINE).then_some(published)
    })
}

/// Whether a node lies in a part of the page that is about other things.
pub(super) fn is_aside(nodes: &[NodeRef]) -> bool {
    nodes.iter().any(|node| {
        node.ancestors_it(None).any(|part| {
            let named = part
                .node_name()
                .is_some_and(|name| matches!(&*name, "aside" | "footer" | "nav" | "li" | "a" | "figure" | "figcaption"));
            let class = [part.class(), part.id_attr()].into_iter().flatten().any(|names| {
                let names = names.to_ascii_lowercase();
                !matches!(part.node_name().as_deref(), Some("body" | "html")) && ASIDE.iter().any(|part| names.contains(part))
            });
            named || class
        })
    })
}

/// Takes lists whose items are links out of a page: menus, tags, other articles. No article's own list is that.
pub(super) fn drop_lists_of_links(document: &Document) {
    for list in document.select("ul, ol").iter() {
        let length = |text: &str| text.split_whitespace().map(str::len).sum::<usize>();
        let linked: usize = list.select("a").iter().map(|link| length(&link.text())).sum();
        if linked > 0 && linked * 5 >= length(&list.text()) * 4 {
            list.remove();
        }
    }
}

fn is_shown(piece: &NodeRef) -> bool {
    let hidden = |name: &str| matches!(name, "script" | "style" | "noscript" | "template" | "head");
    !piece.parent().and_then(|parent| parent.node_name()).is_some_and(|name| hidden(&name))
}

fn holder<'a>(piece: &NodeRef<'a>) -> NodeRef<'a> {
    piece.parent().unwrap_or(*piece)
}

/// White space made single blanks.
fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
