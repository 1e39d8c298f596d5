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

constexpr double kColumn = 184, kColumnsARow = 6;
constexpr double kLeftOfAxis = 0.42 * kColumn;
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
    if (!c.normal) merge(groups, classes_of(c));
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

  double draw(Canvas& canvas, double top) const {
    for (const auto& row : rows()) top = draw_row(canvas, row.first, row.last, top);
    return top;
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
      if (all.empty() || all.back().width + width > kColumnsARow * kColumn + 1e-6)
        all.push_back({i, i, 0, 0});
      all.back().last = i + 1;
      all.back().reach =
          std::max(all.back().reach, all.back().width + room.left + right_of_axis(columns_[i]));
      all.back().width += width;
    }
    return all;
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
    for (std::size_t i = 0; i < (each ? std::max<std::size_t>(count, 1) : 1); ++i) {
      columns_.push_back({ChromosomeFigure(normal, scale_), nullptr, c, normal.name, i == 0 ? note : ""});
    }
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
    if (!column.figure.ring()) return room;
    constexpr double kMargin = 12;
    return {std::max(room.left, column.figure.half_width() + kMargin),
            std::max(room.right, right_of_axis(column) + kMargin)};
  }

  /// From the axis to the end of the longest words beside an abnormal chromosome.
  static double right_of_axis(const Column& column) {
    constexpr double kLetter = 0.64 * kBreakText;
    double longest = 0;
    if (column.abnormal != nullptr) {
      for (const auto& mark : joints_of(column))
        longest = std::max(longest, kPointer + kLetter * static_cast<double>(mark.words.size()));
    }
    return column.figure.half_width() + longest;
  }

  double draw_row(Canvas& canvas, std::size_t first, std::size_t last, double top) const {
    constexpr double kAbove = 24, kBelow = 22;  // Room for names that are pushed beyond the ends.
    double above = 0, below = 0;
    for (auto i = first; i < last; ++i) {
      above = std::max(above, columns_[i].figure.above() + overhang(columns_[i]));
      below = std::max(below, columns_[i].figure.below() + overhang(columns_[i]));
    }
    const double centromere = top + kAbove + above, words = centromere + below + kBelow;
    double bottom = words;
    double left = kIdeogramMargin;
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
    constexpr double kWidth = kColumn - 18;
    const bool normal = column.abnormal == nullptr;
    at.y += canvas.text(at, column.title,
                        {.size = normal ? 14.0 : 11.0,
                         .align = Align::kCentre,
                         .bold = true,
                         .max_width = kWidth,
                         .max_lines = 7});
    if (column.note.empty()) return at.y;
    return at.y + 2 +
           canvas.text(
               {at.x, at.y + 2}, column.note,
               {.size = 10, .ink = kMuted, .align = Align::kCentre, .max_width = kWidth, .max_lines = 2});
  }

  void draw_column(Canvas& canvas, const Column& column, Point origin) const {
    column.figure.draw(canvas, origin, page_.colours);
    if (!column.figure.ring()) name_bands(canvas, column, origin);
    if (column.abnormal == nullptr) return mark_breaks(canvas, column, origin);
    if (!column.figure.ring()) draw_origins(canvas, column, origin);
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

  /// Words to the right of the figure, with a pointer to where they belong.
  static void draw_marks(Canvas& canvas, const Column& column, Point origin, std::vector<Mark> marks) {
    std::stable_sort(marks.begin(), marks.end(), [&](const auto& a, const auto& b) {
      return column.figure.edge(a.along, 1).y < column.figure.edge(b.along, 1).y;
    });
    std::vector<double> wanted;
    for (const auto& mark : marks) wanted.push_back(column.figure.edge(mark.along, 1).y);
    const auto placed = spread(wanted, kBreakGap);
    for (std::size_t i = 0; i < marks.size(); ++i) {
      const Point tip = origin + column.figure.edge(marks[i].along, 1) + Point{1, 0};
      const Point words{origin.x + column.figure.half_width() + kPointer, origin.y + placed[i]};
      if (marks[i].arrow) {
        canvas.polyline({{tip.x + 4, tip.y}, {words.x - 10, tip.y}, {words.x - 3, words.y}}, 0.8, kBlack,
                        false);
        draw_break_arrow(canvas, tip, 1, 6);
      }
      canvas.text({words.x, words.y - kBreakText * 0.62}, marks[i].words,
                  {.size = kBreakText, .ink = marks[i].ink, .bold = marks[i].bold});
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
  /// telomere.
  void draw_origins(Canvas& canvas, const Column& column, Point origin) const {
    const auto& segments = column.abnormal->structure.segments;
    for (std::size_t k = 0; k < segments.size(); ++k) {
      const auto& s = segments[column.figure.turned() ? segments.size() - 1 - k : k];
      if (!cytogenetics::is_normal_class(s.chromosome)) continue;
      double from = column.figure.joints()[k] + 1.5, to = column.figure.joints()[k + 1] - 1.5;
      if (to - from < 3) continue;
      const double x = origin.x + kHalfWidth + 11, y = origin.y - column.figure.above();
      const auto ink = page_.colours.solid(s.chromosome);
      const bool down = (s.from < s.to) != column.figure.turned();
      if (!down) std::swap(from, to);
      const double head = std::min(6.0, std::abs(to - from) / 2) * (down ? 1 : -1);
      canvas.line({x, y + from}, {x, y + to - head}, 2, ink);
      canvas.area({{x, y + to}, {x - 3.4, y + to - head}, {x + 3.4, y + to - head}}, ink);
    }
  }

  /// Where the segments of an abnormal chromosome meet.
  static std::vector<Mark> joints_of(const Column& column) {
    auto ends = column.abnormal->ends;
    const auto& figure = column.figure;
    if (ends.empty()) return {};
    if (figure.turned()) {
      std::reverse(ends.begin(), ends.end());
      for (auto& e : ends) std::swap(e.from, e.to);
    }
    std::vector<Mark> marks;
    const auto add = [&](double along, const std::string& words) {
      marks.push_back({along, words, kBlack, true, true});
    };
    for (std::size_t i = 0; i + 1 < ends.size(); ++i)
      add(figure.joints()[i + 1], ends[i].to + "::" + ends[i + 1].from);
    if (figure.ring()) {
      add(0, ends.back().to + "::" + ends.front().from);
    } else {
      if (iscn::is_break(ends.front().from)) add(0, ":" + ends.front().from);
      if (iscn::is_break(ends.back().to)) add(figure.length(), ends.back().to + ":");
    }
    return marks;
  }

  void name_joints(Canvas& canvas, const Column& column, Point origin) const {
    if (column.abnormal->ends.empty()) return;
    auto marks = joints_of(column);
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

}  // namespace

double derivatives_width(const ClonePage& page, BandLevel level) {
  double widest = DoubleMinutes(page.double_minute_number).width();
  for (const auto& group : groups_of(page)) widest = std::max(widest, Panel(page, group, level).width());
  return widest + 2 * kIdeogramMargin;
}

double draw_derivatives(Canvas& canvas, const ClonePage& page, BandLevel level, double top) {
  for (const auto& group : groups_of(page)) {
    canvas.line({kIdeogramMargin, top}, {page.right(), top}, 0.8, kHairline);
    top = Panel(page, group, level).draw(canvas, top);
  }
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
