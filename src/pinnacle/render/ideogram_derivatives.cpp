#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "pinnacle/cytogenetics/band_scale.h"
#include "pinnacle/iscn/chain.h"
#include "pinnacle/iscn/structure.h"
#include "pinnacle/render/abnormality_marks.h"
#include "pinnacle/render/ideogram_page.h"

namespace pinnacle::render {
namespace {

using base::Point;
using cytogenetics::BandLevel;
using cytogenetics::ChromosomeClass;
using cytogenetics::Stain;

constexpr double kColumn = 184, kWidestRow = 6 * kColumn;
constexpr double kLeftOfAxis = 0.42 * kColumn;
constexpr std::size_t kMostVacant = 4;  // Places of one chromosome that are drawn.
constexpr double kVacant = 100;  // The column of a missing chromosome, beside which there are no words.
constexpr double kHalfWidth = 13;
constexpr double kBandText = 8.5, kBandGap = 9.6;  // Size and distance of band names.
constexpr double kBreakText = 10, kBreakGap = 12.5;
constexpr double kPointer = 26;  ///< From a chromosome's edge to the words that a pointer joins to it.

/// One chromosome of a panel and the words under it.
struct Column {
  ChromosomeFigure figure;
  const NamedChromosome* abnormal = nullptr;  ///< Null: a normal one.
  ChromosomeClass label = ChromosomeClass::kMarker;
  std::string title, note;
  bool vacant = false;
};

/// Chromosomes that share parents stand together.
using Group = std::set<ChromosomeClass, iscn::InOrderOfText>;

Group classes_of(const NamedChromosome& c) {
  Group classes{c.structure.placed};
  for (const auto& s : c.structure.segments) {
    if (cytogenetics::is_normal_class(s.chromosome)) classes.insert(s.chromosome);
  }
  return classes;
}

void merge(std::vector<Group>& groups, Group own) {
  std::vector<Group> others;
  for (auto& group : groups) {
    const bool shared = std::any_of(group.begin(), group.end(), [&](auto c) { return own.count(c) > 0; });
    if (shared) {
      own.merge(group);
    } else {
      others.push_back(std::move(group));
    }
  }
  others.push_back(std::move(own));
  groups = std::move(others);
}

std::vector<Group> groups_of(const ClonePage& page) {
  std::vector<Group> groups;
  for (const auto& c : page.chromosomes) {
    if (c.normal) continue;
    auto classes = classes_of(c);
    // Those of a telomeric association have one name.
    for (const auto& other : page.chromosomes) {
      if (other.structure.name == c.structure.name) classes.insert(other.structure.placed);
    }
    merge(groups, std::move(classes));
  }
  for (const auto c : page.counted) merge(groups, {c});
  std::sort(groups.begin(), groups.end(),
            [](const auto& a, const auto& b) { return iscn::InOrderOfText{}(*a.begin(), *b.begin()); });
  return groups;
}

/// "two normal copies"; `kind` may be empty.
std::string copies(std::size_t count, const std::string& kind) {
  constexpr std::array<const char*, 5> kWords{"no", "one", "two", "three", "four"};
  const std::string number = count < kWords.size() ? kWords[count] : std::to_string(count);
  return number + kind + (count == 1 ? " copy" : " copies");
}

/// A panel's columns: of each class the normal ones, then the abnormal ones that stand with it.
class Panel {
 public:
  Panel(const ClonePage& page, const Group& group, BandLevel level) : page_(page) {
    scale_ = {level, pixels_per_unit(group, level), kHalfWidth};
    for (const auto c : group) {
      if (cytogenetics::is_normal_class(c)) add_normal(c);
      add_abnormal(c);
    }
  }

  /// Returns where it ends.
  double draw(Canvas& canvas, Point at) const {
    for (const auto& row : rows()) at.y = draw_row(canvas, row.first, row.last, at);
    return at.y;
  }

  /// Of its widest row.
  double width() const {
    double widest = 0;
    for (const auto& row : rows()) widest = std::max({widest, row.width, row.reach});
    return widest;
  }

 private:
  /// The columns from `first` to before `last`.
  struct Row {
    std::size_t first, last;
    double width;
    double reach;  ///< To where the words beside its columns go, which may be beyond the last one.
  };

  std::vector<Row> rows() const {
    std::vector<Row> all;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const auto room = room_of(columns_[i]);
      const double width = room.left + room.right;
      // A derivative stands beside its normal homologue: those of a class begin a row rather than being
      // parted.
      const bool begins_class = i == 0 || columns_[i].label != columns_[i - 1].label;
      const auto fits = [&](double needed) { return all.back().width + needed <= kWidestRow + 1e-6; };
      if (all.empty() || !fits(width) || (begins_class && !fits(class_width(i)))) all.push_back({i, i, 0, 0});
      all.back().last = i + 1;
      all.back().reach = std::max(all.back().reach, all.back().width + room.left + reach(columns_[i], 1));
      all.back().width += width;
    }
    return all;
  }

  /// Of the columns of one class from the first of them on.
  double class_width(std::size_t first) const {
    double width = 0;
    for (auto i = first; i < columns_.size() && columns_[i].label == columns_[first].label; ++i)
      width += room_of(columns_[i]).left + room_of(columns_[i]).right;
    return width;
  }

  /// As large as the names of the bands need, the longest chromosome as high as a page bears.
  double pixels_per_unit(const Group& group, BandLevel level) const {
    const double highest = level == BandLevel::k400 ? 380 : level == BandLevel::k550 ? 520 : 740;
    const double usual = highest / iscn::length_at(ChromosomeClass::k1);
    double longest = 1;
    for (const auto c : group) {
      if (cytogenetics::is_normal_class(c)) longest = std::max(longest, iscn::length_at(c));
    }
    for (const auto& c : page_.chromosomes) {
      if (c.normal || group.count(c.structure.placed) == 0) continue;
      longest = std::max(longest, iscn::length_of(c.structure.segments));
    }
    return std::clamp(highest / longest, usual * 0.7, usual * 1.6);
  }

  void add_normal(ChromosomeClass c) {
    const cytogenetics::ChromosomeStructure normal{std::string(to_string(c)), c, iscn::normal_chain(c),
                                                   false};
    const auto count = static_cast<std::size_t>(
        std::count_if(page_.chromosomes.begin(), page_.chromosomes.end(),
                      [c](const auto& x) { return x.normal && x.structure.placed == c; }));
    const bool each =
        std::find(page_.counted.begin(), page_.counted.end(), c) != page_.counted.end() && count <= 5;
    const std::string note =
        count == 0 ? "for comparison: no normal one in this cell" : copies(count, " normal");
    const auto vacant = std::min(vacant_places(page_, c), kMostVacant);
    const bool compared = std::any_of(page_.chromosomes.begin(), page_.chromosomes.end(),
                                      [c](const auto& x) { return !x.normal && x.has_parent(c); });
    const std::size_t least = vacant > 0 && !compared ? 0 : 1;
    for (std::size_t i = 0; i < (each ? std::max(count, least) : 1); ++i) {
      columns_.push_back({ChromosomeFigure(normal, scale_), nullptr, c, normal.name, i == 0 ? note : ""});
    }
    // A second sex chromosome that the text does not tell may have been either.
    const bool either = c == ChromosomeClass::kX;
    const Column place{ChromosomeFigure(normal, scale_),
                       nullptr,
                       c,
                       either ? "" : normal.name,
                       either ? "missing sex chromosome" : "missing",
                       true};
    columns_.insert(columns_.end(), vacant, place);
  }

  void add_abnormal(ChromosomeClass placed) {
    std::set<std::string> seen;
    for (const auto& c : page_.chromosomes) {
      if (c.normal || c.structure.placed != placed || !seen.insert(c.structure.name).second) continue;
      const auto count = static_cast<std::size_t>(
          std::count_if(page_.chromosomes.begin(), page_.chromosomes.end(), [&](const auto& x) {
            return x.structure.name == c.structure.name && x.structure.placed == placed;
          }));
      std::string note = count > 1 ? copies(count, "") : "";
      if (c.structure.segments.empty()) note += (note.empty() ? "" : "; ") + std::string("content unknown");
      columns_.push_back({ChromosomeFigure(c.structure, scale_), &c, placed, c.structure.name, note});
    }
  }

  /// What a column takes at each side of its axis.
  struct Room {
    double left = kLeftOfAxis, right = kColumn - kLeftOfAxis;
  };

  static Room room_of(const Column& column) {
    Room room;
    constexpr double kMargin = 12;
    if (column.vacant) return {kVacant / 2, kVacant / 2};
    if (column.figure.ring())
      return {std::max(room.left, reach(column, -1) + kMargin),
              std::max(room.right, reach(column, 1) + kMargin)};
    // Words may go on beside the next chromosome's band names.
    constexpr double kShared = 22;
    room.right = std::max(room.right, reach(column, 1) - kShared);
    return room;
  }

  /// From the axis to the end of the longest words at one side of an abnormal chromosome.
  static double reach(const Column& column, int side) {
    constexpr double kLetter = 0.64 * kBreakText;
    double longest = 0;
    if (column.abnormal != nullptr) {
      for (const auto& mark : break_marks(*column.abnormal, column.figure)) {
        if (Pointer(column.figure, mark.along).side == side)
          longest = std::max(longest, kPointer + kLetter * static_cast<double>(mark.words.size()));
      }
    }
    return column.figure.half_width() + longest;
  }

  double draw_row(Canvas& canvas, std::size_t first, std::size_t last, Point at) const {
    constexpr double kAbove = 24, kBelow = 22;  // Room for names that are pushed beyond the ends.
    double above = 0, below = 0;
    for (auto i = first; i < last; ++i) {
      above = std::max(above, columns_[i].figure.above() + overhang(columns_[i]));
      below = std::max(below, columns_[i].figure.below() + overhang(columns_[i]));
    }
    const double centromere = at.y + kAbove + above, words = centromere + below + kBelow;
    double bottom = words;
    double left = at.x;
    for (auto i = first; i < last; ++i) {
      const auto room = room_of(columns_[i]);
      const double x = left + room.left;
      draw_column(canvas, columns_[i], {x, centromere});
      bottom = std::max(bottom, draw_words(canvas, columns_[i], {x, words}));
      left = x + room.right;
    }
    return bottom + 18;
  }

  /// By how much the names of the bands are longer than the chromosome, at each end.
  static double overhang(const Column& column) {
    if (column.figure.ring()) return 0;
    const double names = static_cast<double>(column.figure.slices().size()) * kBandGap;
    return std::max(0.0, (names - column.figure.length()) / 2);
  }

  static double draw_words(Canvas& canvas, const Column& column, Point at) {
    const double width = column.vacant ? kVacant - 6 : kColumn - 18;
    const bool normal = column.abnormal == nullptr;
    at.y += canvas.text(at, column.title,
                        {.size = normal ? 14.0 : 11.0,
                         .align = Align::kCentre,
                         .bold = true,
                         .max_width = width,
                         .max_lines = 7,
                         .iscn = true});
    if (column.note.empty()) return at.y;
    return at.y + 2 +
           canvas.text(
               {at.x, at.y + 2}, column.note,
               {.size = 10, .ink = kMuted, .align = Align::kCentre, .max_width = width, .max_lines = 2});
  }

  void draw_column(Canvas& canvas, const Column& column, Point origin) const {
    if (column.vacant) return column.figure.draw_vacant(canvas, origin);
    column.figure.draw(canvas, origin, page_.colours);
    if (!column.figure.ring()) name_bands(canvas, column, origin);
    if (column.abnormal == nullptr) return mark_breaks(canvas, column, origin);
    draw_origins(canvas, column, origin);
    name_joints(canvas, column, origin);
  }

  void name_bands(Canvas& canvas, const Column& column, Point origin) const {
    std::vector<double> wanted;
    std::vector<const ChromosomeFigure::Slice*> named;
    for (const auto& slice : column.figure.slices()) {
      constexpr double kLegible = 1.2;  // Of a band that a break cuts nearly at its border.
      if (slice.filling != ChromosomeFigure::Filling::kBand || slice.band.name.empty() ||
          slice.to - slice.from < kLegible)
        continue;
      named.push_back(&slice);
      wanted.push_back(column.figure.edge((slice.from + slice.to) / 2, -1).y);
    }
    const auto placed = spread(wanted, kBandGap);
    for (std::size_t i = 0; i < named.size(); ++i) {
      const auto& band = named[i]->band;
      const double x = origin.x - kHalfWidth;
      canvas.polyline({{x - 2, origin.y + wanted[i]},
                       {x - 5, origin.y + wanted[i]},
                       {x - 12, origin.y + placed[i]},
                       {x - 14, origin.y + placed[i]}},
                      0.5, kMuted, false);
      canvas.text({x - 16, origin.y + placed[i] - kBandText * 0.6}, (band.on_p_arm ? "p" : "q") + band.name,
                  {.size = kBandText, .ink = page_.colours.solid(band.chromosome), .align = Align::kRight});
    }
  }

  struct Mark {
    double along;
    std::string words;
    Ink ink;
    bool bold;
    bool arrow;  ///< A break; else the name of a stretch.
  };

  /// Words beside the figure, with a pointer to where they belong.
  static void draw_marks(Canvas& canvas, const Column& column, Point origin, const std::vector<Mark>& marks) {
    for (const int side : {-1, 1}) {
      std::vector<Pointed> pointed;
      for (const auto& mark : marks) {
        const Pointer pointer(column.figure, mark.along);
        if (pointer.side == side) pointed.push_back({mark, pointer});
      }
      draw_marks_beside(canvas, column, origin, side, std::move(pointed));
    }
  }

  struct Pointed {
    Mark mark;
    Pointer pointer;
  };

  static void draw_marks_beside(Canvas& canvas, const Column& column, Point origin, int side,
                                std::vector<Pointed> marks) {
    std::stable_sort(marks.begin(), marks.end(),
                     [](const auto& a, const auto& b) { return a.pointer.bend.y < b.pointer.bend.y; });
    std::vector<double> wanted;
    for (const auto& [mark, pointer] : marks) wanted.push_back(pointer.bend.y);
    const auto placed = spread(wanted, kBreakGap);
    for (std::size_t i = 0; i < marks.size(); ++i) {
      const auto& [mark, pointer] = marks[i];
      const Point words{origin.x + side * (column.figure.half_width() + kPointer), origin.y + placed[i]};
      if (mark.arrow) {
        const auto tip = origin + pointer.tip, bend = origin + pointer.bend;
        canvas.polyline(
            {tip + pointer.from * 4, bend, {words.x - side * 10, bend.y}, {words.x - side * 3, words.y}}, 0.8,
            kBlack, false);
        draw_break_arrow(canvas, tip, pointer.from, 6);
      }
      canvas.text({words.x, words.y - kBreakText * 0.62}, mark.words,
                  {.size = kBreakText,
                   .ink = mark.ink,
                   .align = side < 0 ? Align::kRight : Align::kLeft,
                   .bold = mark.bold});
    }
  }

  void mark_breaks(Canvas& canvas, const Column& column, Point origin) const {
    std::vector<Mark> marks;
    for (const auto& one : page_.breaks) {
      if (one.chromosome != column.label) continue;
      const double along =
          cytogenetics::at_level(one.chromosome, one.at, BandLevel::k850, scale_.level) * scale_.px_per_unit;
      marks.push_back({along, one.band, page_.colours.solid(one.chromosome), true, true});
    }
    draw_marks(canvas, column, origin, std::move(marks));
  }

  /// A bar beside each segment in its parent's colour, with an arrow that runs towards the parent's q
  /// telomere; within a ring.
  void draw_origins(Canvas& canvas, const Column& column, Point origin) const {
    const auto& figure = column.figure;
    const double across = figure.ring() ? -kHalfWidth - 7 : kHalfWidth + 11;
    const auto& segments = column.abnormal->structure.segments;
    for (std::size_t k = 0; k < segments.size(); ++k) {
      const auto& s = segments[figure.turned() ? segments.size() - 1 - k : k];
      if (!cytogenetics::is_normal_class(s.chromosome)) continue;
      double from = figure.joints()[k] + 1.5, to = figure.joints()[k + 1] - 1.5;
      if (to - from < 3) continue;
      if ((s.from < s.to) == figure.turned()) std::swap(from, to);
      const double head = std::min(6.0, std::abs(to - from) / 2) * (from < to ? 1 : -1);
      const auto ink = page_.colours.solid(s.chromosome);
      constexpr int kSteps = 40;  // Of what is an arc in a ring.
      std::vector<Point> bar;
      for (int i = 0; i <= kSteps; ++i)
        bar.push_back(origin + figure.place(from + (to - head - from) * i / kSteps, across));
      canvas.polyline(bar, 2, ink, false);
      canvas.area({origin + figure.place(to, across), origin + figure.place(to - head, across - 3.4),
                   origin + figure.place(to - head, across + 3.4)},
                  ink);
    }
  }

  void name_joints(Canvas& canvas, const Column& column, Point origin) const {
    if (column.abnormal->ends.empty()) return;
    std::vector<Mark> marks;
    for (auto& [along, words] : break_marks(*column.abnormal, column.figure))
      marks.push_back({along, std::move(words), kBlack, true, true});
    if (!column.figure.ring()) name_parents(column, marks);
    if (const auto neo = column.figure.neocentromere()) marks.push_back({*neo, "neo", kBlack, false, true});
    draw_marks(canvas, column, origin, std::move(marks));
  }

  /// The number of the parent at the middle of a segment, where there are several.
  void name_parents(const Column& column, std::vector<Mark>& marks) const {
    const auto& segments = column.abnormal->structure.segments;
    std::set<ChromosomeClass> parents;
    for (const auto& s : segments) parents.insert(s.chromosome);
    if (parents.size() < 2) return;
    for (std::size_t k = 0; k < segments.size(); ++k) {
      const auto& s = segments[column.figure.turned() ? segments.size() - 1 - k : k];
      const double from = column.figure.joints()[k], to = column.figure.joints()[k + 1];
      constexpr double kRoom = 18;
      if (!cytogenetics::is_normal_class(s.chromosome) || to - from < kRoom) continue;
      marks.push_back({(from + to) / 2, std::string(to_string(s.chromosome)),
                       page_.colours.solid(s.chromosome), true, false});
    }
  }

  const ClonePage& page_;
  FigureScale scale_;
  std::vector<Column> columns_;
};

constexpr double kBetweenPanels = 8;

/// As many panels in a row as there is room for, in their order.
std::vector<std::vector<Panel>> rows_of(const ClonePage& page, BandLevel level, double room) {
  std::vector<std::vector<Panel>> rows;
  double left = 0;
  for (const auto& group : groups_of(page)) {
    Panel panel(page, group, level);
    const double needed = kBetweenPanels + panel.width();
    if (rows.empty() || needed > left + 1e-6) {
      rows.emplace_back();
      left = room + kBetweenPanels;
    }
    left -= needed;
    rows.back().push_back(std::move(panel));
  }
  return rows;
}

double draw_row(Canvas& canvas, const ClonePage& page, const std::vector<Panel>& row, double top) {
  canvas.line({kIdeogramMargin, top}, {page.right(), top}, 0.8, kHairline);
  double left = kIdeogramMargin, bottom = top;
  std::vector<double> borders;
  for (const auto& panel : row) {
    if (left > kIdeogramMargin) borders.push_back(left - kBetweenPanels / 2);
    bottom = std::max(bottom, panel.draw(canvas, {left, top}));
    left += panel.width() + kBetweenPanels;
  }
  for (const double x : borders) canvas.line({x, top}, {x, bottom}, 0.8, kHairline);
  return bottom;
}

}  // namespace

double derivatives_width(const ClonePage& page, BandLevel level) {
  double widest = DoubleMinutes(page.double_minute_number).width();
  for (const auto& row : rows_of(page, level, kIdeogramWidestPage - 2 * kIdeogramMargin)) {
    double width = -kBetweenPanels;
    for (const auto& panel : row) width += panel.width() + kBetweenPanels;
    widest = std::max(widest, width);
  }
  return widest + 2 * kIdeogramMargin;
}

double draw_derivatives(Canvas& canvas, const ClonePage& page, BandLevel level, double top) {
  for (const auto& row : rows_of(page, level, page.room())) top = draw_row(canvas, page, row, top);
  if (page.double_minutes.empty()) return top;
  canvas.line({kIdeogramMargin, top}, {page.right(), top}, 0.8, kHairline);
  const DoubleMinutes minutes(page.double_minute_number);
  const double x = std::max(kIdeogramMargin + kLeftOfAxis, kIdeogramMargin + minutes.width() / 2);
  minutes.draw(canvas, {x, top + 18 + minutes.height() / 2});
  top += minutes.height() + 30;
  top += canvas.text({x, top}, page.double_minutes, {.size = 11, .align = Align::kCentre, .bold = true});
  return top + 18;
}

}  // namespace pinnacle::render
