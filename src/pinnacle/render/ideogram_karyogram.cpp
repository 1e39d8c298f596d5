#include <algorithm>

#include "pinnacle/cytogenetics/karyogram_layout.h"
#include "pinnacle/iscn/chain.h"
#include "pinnacle/render/abnormality_marks.h"
#include "pinnacle/render/ideogram_page.h"

namespace pinnacle::render {
namespace {

using base::Point;
using cytogenetics::BandLevel;
using cytogenetics::ChromosomeClass;

constexpr double kLongest = 215, kHalfWidth = 8;
constexpr double kBetweenHomologues = 12, kWidestGap = 90;

/// A slot of the layout with figures in place of pixels.
struct Place {
  ChromosomeClass label = ChromosomeClass::k1;
  std::vector<std::size_t> chromosomes;  ///< Indices into the page's.
};

class Karyogram {
 public:
  Karyogram(const ClonePage& page, BandLevel level) : page_(page), minutes_(page.double_minute_number) {
    const FigureScale scale{level, kLongest / iscn::length_at(ChromosomeClass::k1), kHalfWidth};
    for (const auto& c : page.chromosomes) figures_.emplace_back(c.structure, scale);
    lay_out();
  }

  double draw(Canvas& canvas, double top) {
    for (const auto& row : rows_) top = draw_row(canvas, row, top);
    return top + key_.draw(canvas, {kIdeogramMargin, top}, page_.room(), 12);
  }

 private:
  using Group = std::vector<Place>;

  /// The rows are those of a karyogram of pixels: one rule for both.
  void lay_out() {
    cytogenetics::Cell cell;
    for (const auto& c : page_.chromosomes) {
      cytogenetics::Chromosome one;
      one.label = c.structure.placed;
      if (!c.normal) one.abnormality = c.structure.name;
      cell.chromosomes.push_back(one);
    }
    const auto layout = cytogenetics::karyogram_layout(cell);
    for (const auto& row : layout.rows) {
      std::vector<Group> groups;
      for (const auto& group : row) {
        Group places;
        for (const auto& slot : group) {
          Place place{slot.label, {}};
          for (const auto* c : slot.homologues)
            place.chromosomes.push_back(static_cast<std::size_t>(c - cell.chromosomes.data()));
          places.push_back(std::move(place));
        }
        groups.push_back(std::move(places));
      }
      rows_.push_back(std::move(groups));
    }
    if (page_.double_minutes.empty()) return;
    auto& last = rows_.back();
    const bool has_markers = last[last.size() - 2].front().label == ChromosomeClass::kMarker;
    if (!has_markers) last.insert(last.end() - 1, Group{{ChromosomeClass::kMarker, {}}});
  }

  double width_of(const Place& place) const {
    double width = 0;
    for (const auto i : place.chromosomes) width += 2 * figures_[i].half_width() + kBetweenHomologues;
    if (shows_minutes(place)) width += minutes_.width();
    // Of a missing autosome the place is kept, visibly vacant.
    const int places = cytogenetics::is_autosome(place.label) ? page_.ploidy : 1;
    return std::max(width, places * (2 * kHalfWidth + kBetweenHomologues));
  }

  bool shows_minutes(const Place& place) const {
    return place.label == ChromosomeClass::kMarker && !page_.double_minutes.empty();
  }

  double draw_row(Canvas& canvas, const std::vector<Group>& row, double top) {
    double content = 0, above = 20, below = 20, gaps = 0;
    for (const auto& group : row) {
      for (const auto& place : group) {
        content += width_of(place);
        for (const auto i : place.chromosomes) {
          above = std::max(above, figures_[i].above());
          below = std::max(below, figures_[i].below());
        }
        if (!shows_minutes(place)) continue;
        above = std::max(above, minutes_.height() / 2);
        below = std::max(below, minutes_.height() / 2);
      }
      gaps += static_cast<double>(group.size());
    }
    constexpr double kGroupGaps = 0.8;  // A gap between groups is wider by this share.
    const double room = page_.room();
    gaps += kGroupGaps * static_cast<double>(row.size() - 1);
    const double gap = std::min(kWidestGap, std::max(0.0, room - content) / gaps);
    // Of a very large cell a row is drawn smaller, not beyond the paper.
    const double shrink = std::min(1.0, room / content);
    const double centromere = top + above, label = centromere + below + 16;
    double x = kIdeogramMargin + std::max(0.0, room - content - gap * gaps) / 2 + gap / 2;
    for (const auto& group : row) {
      for (const auto& place : group) {
        const double width = width_of(place) * shrink;
        draw_place(canvas, place, {x, centromere}, label, shrink);
        x += width + gap;
      }
      x += kGroupGaps * gap;
    }
    return label + 46;
  }

  void draw_place(Canvas& canvas, const Place& place, Point at, double label, double shrink) {
    double x = at.x;
    for (const auto i : place.chromosomes) {
      const auto& figure = figures_[i];
      x += (figure.half_width() + kBetweenHomologues / 2) * shrink;
      figure.draw(canvas, {x, at.y}, page_.colours);
      if (!page_.chromosomes[i].normal) mark(canvas, i, {x, at.y});
      x += (figure.half_width() + kBetweenHomologues / 2) * shrink;
    }
    if (shows_minutes(place)) minutes_.draw(canvas, {x + minutes_.width() * shrink / 2, at.y});
    const double width = width_of(place) * shrink, y = label + 8;
    canvas.line({at.x + 2, y}, {at.x + width - 2, y}, 1, kMuted);
    std::string name = place.label == ChromosomeClass::kMarker ? "mar" : std::string(to_string(place.label));
    if (shows_minutes(place)) name = place.chromosomes.empty() ? "dmin" : "mar, dmin";
    canvas.text({at.x + width / 2, y + 3}, name, {.size = 14, .align = Align::kCentre, .bold = true});
  }

  /// Arrows at the breaks and the letter that the key explains.
  void mark(Canvas& canvas, std::size_t index, Point origin) {
    const auto& figure = figures_[index];
    for (const auto& mark : break_marks(page_.chromosomes[index], figure)) {
      const auto from = figure.outwards(mark.along);
      draw_break_arrow(canvas, origin + figure.edge(mark.along, 1) + from * 0.5, from, 6);
    }
    canvas.text({origin.x, origin.y + figure.below() + 3},
                key_.letter_of(page_.chromosomes[index].structure.name),
                {.size = 12, .align = Align::kCentre, .bold = true});
  }

  const ClonePage& page_;
  DoubleMinutes minutes_;
  std::vector<ChromosomeFigure> figures_;
  std::vector<std::vector<Group>> rows_;
  AbnormalityKey key_;
};

}  // namespace

double draw_whole_karyogram(Canvas& canvas, const ClonePage& page, BandLevel level, double top) {
  return Karyogram(page, level).draw(canvas, top);
}

}  // namespace pinnacle::render
