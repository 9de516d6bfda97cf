//! Points, rectangles and quarter turns: the one coordinate system of the whole program.
//!
//! All lengths are PDF points (1/72 inch). The origin is the top left corner and y grows downwards.
//! Two frames are in use: the *viewer's* frame is the page as a viewer shows it (`/Rotate` and CropBox
//! applied); the *upright* frame is the viewer's frame turned by a [`Turn`] so that the page's main text runs
//! from left to right. Everything between `read/` and `pair/` lives in the upright frame; what is published is
//! turned back. Nothing here knows about PDF or about text.

/// Points in an inch (PDF 32000-1, 8.3.2.3): resolutions of pictures are in pixels per inch.
pub(crate) const POINTS_PER_INCH: f32 = 72.0;

/// An axis-parallel rectangle, in points, with `x0 <= x1` and `y0 <= y1`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Rect {
    /// Left edge.
    pub x0: f32,
    /// Top edge.
    pub y0: f32,
    /// Right edge.
    pub x1: f32,
    /// Bottom edge.
    pub y1: f32,
}

impl Rect {
    /// The rectangle spanned by two opposite corners, in whatever order they come.
    pub(crate) fn new(xa: f32, ya: f32, xb: f32, yb: f32) -> Self {
        Self { x0: xa.min(xb), y0: ya.min(yb), x1: xa.max(xb), y1: ya.max(yb) }
    }

    /// Width in points.
    pub(crate) fn width(&self) -> f32 {
        self.x1 - self.x0
    }

    /// Height in points.
    pub(crate) fn height(&self) -> f32 {
        self.y1 - self.y0
    }

    /// The middle of the rectangle as `(x, y)`.
    pub(crate) fn centre(&self) -> (f32, f32) {
        ((self.x0 + self.x1) / 2.0, (self.y0 + self.y1) / 2.0)
    }

    /// The same rectangle with across and down exchanged.
    pub(crate) fn sideways(&self) -> Self {
        Self { x0: self.y0, y0: self.x0, x1: self.y1, y1: self.x1 }
    }

    /// Whether the other rectangle lies inside it.
    pub(crate) fn holds(&self, other: &Self) -> bool {
        self.contains((other.x0, other.y0)) && self.contains((other.x1, other.y1))
    }

    /// Whether the point lies inside or on the edge.
    pub(crate) fn contains(&self, (x, y): (f32, f32)) -> bool {
        x >= self.x0 && x <= self.x1 && y >= self.y0 && y <= self.y1
    }

    /// The smallest rectangle that covers both.
    pub(crate) fn union(&self, other: &Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// The same rectangle grown by `by` points on each side.
    pub(crate) fn grown(&self, by: f32) -> Self {
        Self { x0: self.x0 - by, y0: self.y0 - by, x1: self.x1 + by, y1: self.y1 + by }
    }

    /// Whether the two rectangles share a point.
    pub(crate) fn touches(&self, other: &Self) -> bool {
        self.x0 <= other.x1 && other.x0 <= self.x1 && self.y0 <= other.y1 && other.y0 <= self.y1
    }

    /// The smallest rectangle that covers all of `rects`; `None` where there are none.
    pub(crate) fn covering<'a>(rects: impl IntoIterator<Item = &'a Self>) -> Option<Self> {
        rects.into_iter().copied().reduce(|all, one| all.union(&one))
    }
}

/// Where a point of a page of `width` × `height` points lies once the page is turned about its middle by `angle`, in radians
/// clockwise.
pub(crate) fn leaned((x, y): (f32, f32), angle: f32, width: f32, height: f32) -> (f32, f32) {
    let (sin, cos) = libm::sincosf(angle);
    let (dx, dy) = (x - width / 2.0, y - height / 2.0);
    (width / 2.0 + dx * cos - dy * sin, height / 2.0 + dx * sin + dy * cos)
}

/// A way from the upright frame of a page to the viewer's: the inverse of the turns that set the page right.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Upset {
    /// The turn that took the viewer's frame to the upright one.
    pub turn: Turn,
    /// The angle by which the page was set straight before, in radians clockwise.
    pub lean: f32,
}

impl Upset {
    /// A point of a page that is `width` × `height` points in its upright frame, in the viewer's frame.
    pub(crate) fn point(self, point: (f32, f32), width: f32, height: f32) -> (f32, f32) {
        let back = self.turn.inverse();
        let point = back.point(point, width, height);
        if self.lean == 0.0 {
            return point;
        }
        let (width, height) = back.size(width, height);
        leaned(point, -self.lean, width, height)
    }

    /// A rectangle of such a page in the viewer's frame; where the page leans, the smallest that covers it.
    pub(crate) fn rect(self, rect: Rect, width: f32, height: f32) -> Rect {
        let corners = [(rect.x0, rect.y0), (rect.x1, rect.y0), (rect.x0, rect.y1), (rect.x1, rect.y1)];
        let [a, b, c, d] = corners.map(|corner| self.point(corner, width, height));
        Rect::new(a.0, a.1, d.0, d.1).union(&Rect::new(b.0, b.1, c.0, c.1))
    }
}

/// The length that the intervals `a0..a1` and `b0..b1` share, in points; 0 where they are apart.
pub(crate) fn overlap(a0: f32, a1: f32, b0: f32, b1: f32) -> f32 {
    (a1.min(b1) - a0.max(b0)).max(0.0)
}

/// Values grouped so that no group is wider than `tolerance`: the mean of each group, ascending.
pub(crate) fn cluster(values: impl IntoIterator<Item = f32>, tolerance: f32) -> Vec<f32> {
    let mut values: Vec<f32> = values.into_iter().collect();
    values.sort_by(f32::total_cmp);
    let mut means = Vec::new();
    let mut start = 0;
    for end in 1..=values.len() {
        if end == values.len() || values[end] - values[start] > tolerance {
            means.push(values[start..end].iter().sum::<f32>() / (end - start) as f32);
            start = end;
        }
    }
    means
}

/// Things that turn out to belong together, two by two (a disjoint-set forest: Tarjan, 1975).
#[derive(Debug, Default)]
pub(crate) struct Groups {
    above: Vec<usize>,
}

impl Groups {
    /// So many things, each by itself.
    pub(crate) fn of(count: usize) -> Self {
        Self { above: (0..count).collect() }
    }

    /// One thing more, by itself: its index.
    pub(crate) fn add(&mut self) -> usize {
        self.above.push(self.above.len());
        self.above.len() - 1
    }

    /// The first thing of the group that a thing belongs to.
    pub(crate) fn first(&mut self, mut index: usize) -> usize {
        while self.above[index] != index {
            self.above[index] = self.above[self.above[index]];
            index = self.above[index];
        }
        index
    }

    /// Makes the groups of two things one; gives the first thing of that, and of the group that is no more.
    pub(crate) fn join(&mut self, a: usize, b: usize) -> (usize, usize) {
        let (a, b) = (self.first(a), self.first(b));
        let (kept, gone) = (a.min(b), a.max(b));
        self.above[gone] = kept;
        (kept, gone)
    }

    /// The things themselves, group by group, in the order of the groups' first ones.
    pub(crate) fn part<T>(mut self, things: impl IntoIterator<Item = T>) -> Vec<Vec<T>> {
        let mut groups: Vec<Vec<T>> = self.above.iter().map(|_| Vec::new()).collect();
        for (index, thing) in things.into_iter().enumerate() {
            groups[self.first(index)].push(thing);
        }
        groups.retain(|group| !group.is_empty());
        groups
    }
}

/// A direction of text or a turn of a page, in quarters clockwise as seen by the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) enum Turn {
    /// Text from left to right; no turn.
    #[default]
    None,
    /// Text from top to bottom: a quarter turn clockwise.
    Right,
    /// Text from right to left, upside down.
    Half,
    /// Text from bottom to top: a quarter turn anticlockwise.
    Left,
}

impl Turn {
    /// The turn that undoes this one.
    pub(crate) fn inverse(self) -> Self {
        match self {
            Self::Right => Self::Left,
            Self::Left => Self::Right,
            other => other,
        }
    }

    /// This turn followed by `other`.
    pub(crate) fn then(self, other: Self) -> Self {
        const ALL: [Turn; 4] = [Turn::None, Turn::Right, Turn::Half, Turn::Left];
        ALL[(self as usize + other as usize) % 4]
    }

    /// Where a point of a page of `width` × `height` points lies once the page is turned by `self`.
    pub(crate) fn point(self, (x, y): (f32, f32), width: f32, height: f32) -> (f32, f32) {
        match self {
            Self::None => (x, y),
            Self::Right => (height - y, x),
            Self::Half => (width - x, height - y),
            Self::Left => (y, width - x),
        }
    }

    /// Where a rectangle of a page of `width` × `height` points lies once the page is turned by `self`.
    pub(crate) fn rect(self, rect: Rect, width: f32, height: f32) -> Rect {
        let (xa, ya) = self.point((rect.x0, rect.y0), width, height);
        let (xb, yb) = self.point((rect.x1, rect.y1), width, height);
        Rect::new(xa, ya, xb, yb)
    }

    /// Width and height of a page of `width` × `height` points once it is turned by `self`.
    pub(crate) fn size(self, width: f32, height: f32) -> (f32, f32) {
        match self {
            Self::None | Self::Half => (width, height),
            Self::Right | Self::Left => (height, width),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Turn; 4] = [Turn::None, Turn::Right, Turn::Half, Turn::Left];

    #[test]
    fn a_place_of_a_page_set_right_is_where_the_viewer_has_it() {
        let (width, height) = (600.0, 800.0);
        for turn in [Turn::None, Turn::Right, Turn::Half, Turn::Left] {
            for lean in [0.0, 0.01, -0.02_f32] {
                // a point of the viewer's frame is set straight, then turned upright
                let seen = (100.0, 250.0);
                let straight = leaned(seen, lean, width, height);
                let (x, y) = turn.point(straight, width, height);
                let (upright_width, upright_height) = turn.size(width, height);
                let place = Rect::new(x - 5.0, y - 3.0, x + 5.0, y + 3.0);
                let back = Upset { turn, lean }.rect(place, upright_width, upright_height);
                let (x, y) = back.centre();
                assert!((x - seen.0).abs() < 0.01 && (y - seen.1).abs() < 0.01, "{turn:?} {lean}: {back:?}");
                assert!(back.width() < 11.0 && back.height() < 11.0);
            }
        }
    }

    #[test]
    fn a_turn_and_its_inverse_leave_a_point_where_it_was() {
        for turn in ALL {
            let (width, height) = turn.size(595.0, 842.0);
            let there = turn.point((10.0, 20.0), 595.0, 842.0);
            assert_eq!(turn.inverse().point(there, width, height), (10.0, 20.0), "{turn:?}");
            assert_eq!(turn.then(turn.inverse()), Turn::None);
        }
    }

    #[test]
    fn a_quarter_turn_clockwise_takes_the_top_left_corner_to_the_top_right() {
        assert_eq!(Turn::Right.point((0.0, 0.0), 595.0, 842.0), (842.0, 0.0));
    }

    #[test]
    fn clusters_are_no_wider_than_the_tolerance() {
        assert_eq!(cluster([10.0, 1.0, 2.0, 11.0, 3.5], 2.0), vec![1.5, 3.5, 10.5]);
        assert!(cluster([], 2.0).is_empty());
    }
}
