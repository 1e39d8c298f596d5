#include "pinnacle/render/karyogram.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <optional>

#include "pinnacle/cytogenetics/karyogram_layout.h"
#include "pinnacle/image/outline.h"
#include "pinnacle/image/resample.h"
#include "pinnacle/render/abnormality_marks.h"

namespace pinnacle::render {
namespace {

using base::Point;
using cytogenetics::Cell;
using cytogenetics::Chromosome;
using cytogenetics::KaryogramLayout;

constexpr double kSheetWidth = 1400, kMargin = 50;
constexpr double kArrow = 9, kLetterRoom = 14;  ///< Length of an arrow; below a chromosome for its letter.
/// Of the sheet's width: how long the longest chromosome is drawn.
constexpr double kLongest = 0.125;
/// A piece of an outline is a speck below this share of the largest.
constexpr double kSpeck = 0.1;

double area_of(const base::Polygon& ring) {
  double twice = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const auto a = ring[i], b = ring[(i + 1) % ring.size()];
    twice += a.x * b.y - b.x * a.y;
  }
  return std::abs(twice) / 2;
}

/// The outline's pieces, the largest first, without the specks beside them: those would widen the figure and
/// show nothing.
std::vector<base::Polygon> without_specks(std::vector<base::Polygon> outline) {
  std::stable_sort(outline.begin(), outline.end(),
                   [](const auto& a, const auto& b) { return area_of(a) > area_of(b); });
  const double largest = outline.empty() ? 0 : area_of(outline.front());
  std::erase_if(outline, [largest](const auto& ring) { return area_of(ring) < kSpeck * largest; });
  return outline;
}

/// The vertices of two rings that lie nearest to each other.
std::pair<Point, Point> nearest(const base::Polygon& a, const base::Polygon& b) {
  std::pair<Point, Point> best;
  double least = std::numeric_limits<double>::max();
  for (const auto p : a) {
    for (const auto q : b) {
      if (const double distance = base::length(p - q); distance < least) least = distance, best = {p, q};
    }
  }
  return best;
}

/// The outline's pixels. Pieces are joined as broad as the largest is along the axis: what parts them, a
/// crossing for the most part, lies on the chromosome, and a gap would be none of the image's.
image::PlacedMask joined(const std::vector<base::Polygon>& outline, const Chromosome& c,
                         const image::Grey& picture) {
  auto object = image::filled(outline, picture.width(), picture.height());
  if (outline.size() < 2 || object.mask.empty() || c.axis.empty()) return object;
  const double width = area_of(outline.front()) / static_cast<double>(c.axis.size());
  const Point origin{double(object.x), double(object.y)};
  for (std::size_t i = 1; i < outline.size(); ++i) {
    auto bridge = nearest(outline[0], outline[i]);
    for (std::size_t k = 1; k < i; ++k) {
      const auto other = nearest(outline[k], outline[i]);
      if (base::length(other.first - other.second) < base::length(bridge.first - bridge.second))
        bridge = other;
    }
    image::draw_bar(object.mask, bridge.first - origin, bridge.second - origin, width);
  }
  return object;
}

/// One chromosome cut out of the picture, and how to stand it upright.
class Figure {
 public:
  Figure(const Chromosome& c, const image::Grey& picture)
      : chromosome_(c),
        outline_(without_specks(c.outline)),
        sprite_(cut_out(joined(outline_, c, picture), picture, x_, y_)) {
    if (c.axis.size() >= 2) {
      const Point down = c.axis.back() - c.axis.front();
      angle_ = std::numbers::pi / 2 - std::atan2(down.y, down.x);
    } else if (c.box.width > c.box.height) {
      angle_ = std::numbers::pi / 2;
    }
    if (c.upside_down.value_or(false)) angle_ += std::numbers::pi;
    if (c.ring) stand_ring(c);
    measure(c);
  }

  const Chromosome& chromosome() const { return chromosome_; }
  double left() const { return left_; }
  double right() const { return right_; }
  double above() const { return centromere_ - top_; }   ///< From the centromere up, in pixels of the picture.
  double below() const { return bottom_ - centromere_; }
  double width() const { return right_ - left_; }
  double height() const { return bottom_ - top_; }

  /// @param at  Where the left edge and the centromere come to lie.
  void draw(Canvas& canvas, Point at, double scale) const {
    canvas.sprite(sprite_, {-double(x_), -double(y_)}, at + Point{-left_ * scale, -centromere_ * scale}, angle_, scale);
  }

  /// Where an arrow touches the chromosome's edge beside a place on its axis.
  struct Edge {
    Point at;    ///< From where draw() puts the left edge and the centromere, in pixels of the picture.
    Point from;  ///< Of length 1, away from it: to the right, if the left edge is not much nearer.
  };
  Edge edge_beside(Point on_axis) const {
    const auto place = turned(on_axis);
    const Point origin{left_, centromere_};
    if (ring_middle_) {
      const auto middle = turned(*ring_middle_);
      const auto out = (place - middle) * (1 / std::max(base::length(place - middle), 1e-6));
      return {middle + out * crossings(middle, out).last - origin, out};
    }
    const double right = crossings(place, {1, 0}).first, left = crossings(place, {-1, 0}).first;
    constexpr double kMuchNearer = 0.3;
    const Point out{left < kMuchNearer * right ? -1.0 : 1.0, 0};
    return {place + out * (out.x < 0 ? left : right) - origin, out};
  }

 private:
  static Sprite cut_out(const image::PlacedMask& object, const image::Grey& picture, int& x, int& y) {
    constexpr int kRim = 2;
    const int width = std::max(object.mask.width(), 1) + 2 * kRim, height = std::max(object.mask.height(), 1) + 2 * kRim;
    x = object.x - kRim;
    y = object.y - kRim;
    image::Mask opacity(width, height);
    image::Grey grey(width, height, 255);
    for (int j = 0; j < height; ++j) {
      for (int i = 0; i < width; ++i) {
        if (picture.contains(x + i, y + j)) grey(i, j) = picture(x + i, y + j);
        if (object.mask.contains(i - kRim, j - kRim) && object.mask(i - kRim, j - kRim) != 0) opacity(i, j) = 255;
      }
    }
    return Sprite(grey, image::blurred(opacity, 0.7));
  }

  /// A ring has no upper end: its first joint looks to the right, where its arrow has room.
  void stand_ring(const Chromosome& c) {
    Point sum;
    for (const auto p : c.axis) sum = sum + p;
    ring_middle_ = sum * (1 / static_cast<double>(c.axis.size()));
    if (c.breaks.empty()) return;
    const auto out = c.breaks.front() - *ring_middle_;
    angle_ = -std::atan2(out.y, out.x);
  }

  /// How far away a ray crosses the outline the first and the last time; if never, where the box ends.
  struct Crossings {
    double first, last;
  };
  Crossings crossings(Point start, Point direction) const {
    const double to_box = std::max(direction.x * (right_ - start.x), direction.x * (left_ - start.x));
    Crossings all{std::numeric_limits<double>::max(), -1};
    for (const auto& ring : outline_) {
      for (std::size_t i = 0; i < ring.size(); ++i) {
        const auto a = turned(ring[i]) - start, b = turned(ring[(i + 1) % ring.size()]) - start;
        const double beside_a = direction.x * a.y - direction.y * a.x,
                     beside_b = direction.x * b.y - direction.y * b.x;
        if ((beside_a <= 0) == (beside_b <= 0)) continue;
        const auto at = a + (b - a) * (beside_a / (beside_a - beside_b));
        const double away = direction.x * at.x + direction.y * at.y;
        if (away < 0) continue;
        all.first = std::min(all.first, away), all.last = std::max(all.last, away);
      }
    }
    return all.last < 0 ? Crossings{to_box, to_box} : all;
  }

  Point turned(Point p) const {
    return {p.x * std::cos(angle_) - p.y * std::sin(angle_), p.x * std::sin(angle_) + p.y * std::cos(angle_)};
  }

  void measure(const Chromosome& c) {
    left_ = top_ = 1e9;
    right_ = bottom_ = -1e9;
    const auto reach = [&](Point p) {
      const auto q = turned(p);
      left_ = std::min(left_, q.x), right_ = std::max(right_, q.x);
      top_ = std::min(top_, q.y), bottom_ = std::max(bottom_, q.y);
    };
    for (const auto& ring : outline_) {
      for (const auto p : ring) reach(p);
    }
    if (right_ < left_) {
      reach({c.box.x, c.box.y});
      reach({c.box.right(), c.box.bottom()});
    }
    centromere_ = (top_ + bottom_) / 2;
    if (!c.centromere_from_p_end || c.axis.empty()) return;
    const double from_first = c.upside_down.value_or(false) ? 1 - *c.centromere_from_p_end : *c.centromere_from_p_end;
    const auto at = static_cast<std::size_t>(from_first * static_cast<double>(c.axis.size() - 1));
    centromere_ = std::clamp(turned(c.axis[at]).y, top_, bottom_);
  }

  const Chromosome& chromosome_;
  std::vector<base::Polygon> outline_;
  int x_ = 0, y_ = 0;
  Sprite sprite_;
  double angle_ = 0;
  std::optional<Point> ring_middle_;  ///< Of a ring, in the picture.
  double left_ = 0, right_ = 0, top_ = 0, bottom_ = 0, centromere_ = 0;
};

/// The image with the folder that it lies in, as far as the user named it: two patients' images may be called the same.
std::string image_name(const std::string& path) {
  constexpr const char* kSlashes = "/\\";
  const auto slash = path.find_last_of(kSlashes);
  if (slash == std::string::npos || slash == 0) return path.substr(slash + 1);
  const auto before = path.find_last_of(kSlashes, slash - 1);
  const auto from_folder = path.substr(before + 1);
  return from_folder.front() == '.' ? path.substr(slash + 1) : from_folder;
}

class Sheet {
 public:
  Sheet(Canvas& canvas, const base::Box& place, const Cell& cell, const image::Grey& picture)
      : canvas_(canvas), place_(place), unit_(place.width / kSheetWidth), cell_(cell) {
    double longest = 1;
    for (const auto& c : cell.chromosomes) {
      const auto [entry, fresh] = figures_.emplace(c.id, Figure(c, picture));
      longest = std::max(longest, entry->second.height());
    }
    scale_ = kLongest * place.width / longest;
  }

  double draw() {
    const auto layout = cytogenetics::karyogram_layout(cell_);
    double y = header(place_.y);
    for (const auto& row : layout.rows) y = draw_row(row, y);
    if (!key_.empty()) y += key_.draw(canvas_, {left(), y}, right() - left(), u(14)) + u(8);
    if (!layout.tray.empty()) y = draw_tray(layout.tray, y);
    return footer(y) - place_.y;
  }

 private:
  double u(double sheet_units) const { return sheet_units * unit_; }
  double left() const { return place_.x + u(kMargin); }
  double right() const { return place_.right() - u(kMargin); }

  double header(double y) {
    y += u(28);
    const double below_name = y + std::max(u(30), heading(y) + u(7));
    canvas_.text({left(), below_name}, cell_.standing, standing_style());
    return below_name + std::max(u(30), flags(below_name) + u(8));
  }

  /// The image at the left, the count and the composition in what room that leaves. @return Their height.
  double heading(double y) {
    constexpr double kWidestName = 560, kBetween = 40;
    const TextStyle bold{.size = u(19), .bold = true};
    const auto page = cell_.page > 0 ? ", page " + std::to_string(cell_.page + 1) : std::string();
    const auto name = image_name(cell_.image) + page;
    const double name_width = std::min(u(kWidestName), canvas_.width_of(name, bold) + u(1));
    const auto found = std::to_string(cell_.count()) + " chromosomes    " +
                       cell_.composition.value_or("composition not given");
    const double name_height = canvas_.text(
        {left(), y}, name, {.size = u(19), .bold = true, .max_width = name_width, .max_lines = 2});
    const double found_height = canvas_.text({right(), y}, found,
                                             {.size = u(19),
                                              .align = Align::kRight,
                                              .bold = true,
                                              .max_width = right() - left() - name_width - u(kBetween),
                                              .max_lines = 6,
                                              .iscn = true});
    return std::max(name_height, found_height);
  }

  TextStyle standing_style() const { return {.size = u(14), .ink = kAmber}; }

  /// The cell's doubts under its count and composition, beside its standing. @return Their height.
  double flags(double y) {
    constexpr double kWidest = 860, kBetween = 30;
    const double room = right() - left() - canvas_.width_of(cell_.standing, standing_style()) - u(kBetween);
    double height = 0;
    for (const auto& flag : cell_.flags) {
      height += canvas_.text({right(), y + height}, flag,
                             {.size = u(14),
                              .ink = kAmber,
                              .align = Align::kRight,
                              .max_width = std::min(u(kWidest), room),
                              .max_lines = 3}) +
                u(3);
    }
    return height;
  }

  const Figure& figure(const Chromosome* c) const { return figures_.at(c->id); }

  double slot_width(const cytogenetics::KaryogramSlot& slot, double scale) const {
    double width = 0;
    for (const auto* c : slot.homologues) width += figure(c).width() * scale + u(12) + arrow_room(c);
    return std::max(width, u(70));
  }

  /// Of an abnormal chromosome, at its right.
  double arrow_room(const Chromosome* c) const { return c->breaks.empty() ? 0 : u(kArrow); }

  double draw_row(const cytogenetics::KaryogramRow& row, double y) {
    double above = u(24), below = u(24), slots = 0, gaps = 0, widths = 0;
    for (const auto& group : row) {
      for (const auto& slot : group) {
        for (const auto* c : slot.homologues) {
          above = std::max(above, figure(c).above() * scale_);
          below = std::max(below, figure(c).below() * scale_ + (c->abnormality.empty() ? 0 : u(kLetterRoom)));
        }
        widths += slot_width(slot, scale_);
        slots += 1;
      }
      gaps += 1;
    }
    // Groups stand apart by twice the room between slots; a row too full for the sheet is drawn smaller.
    const double room = right() - left();
    const double shrink = std::min(1.0, (room - u(20) * (slots + gaps)) / widths);
    const double between = (room - widths * shrink) / (slots + gaps - 1);
    const double line_y = y + above * shrink + u(10);
    const double names_y = line_y + below * shrink + u(12);
    double x = left();
    for (const auto& group : row) {
      const double from = x;
      for (const auto& slot : group) {
        const double width = slot_width(slot, scale_) * shrink;
        draw_slot(slot, {x, line_y}, width, scale_ * shrink, names_y);
        x += width + between;
      }
      canvas_.line({from, names_y}, {x - between, names_y}, u(1.2), kHairline);
      x += between;
    }
    return names_y + u(48);
  }

  void draw_slot(const cytogenetics::KaryogramSlot& slot, Point at, double width, double scale, double names_y) {
    double own = 0;
    for (const auto* c : slot.homologues) own += figure(c).width() * scale + arrow_room(c);
    const double gap = slot.homologues.empty() ? 0 : std::min(u(14), (width - own) / static_cast<double>(slot.homologues.size()));
    double x = at.x + (width - own - gap * (static_cast<double>(slot.homologues.size()) - 1)) / 2;
    for (const auto* c : slot.homologues) {
      draw_one(figure(c), {x, at.y}, scale, names_y);
      x += figure(c).width() * scale + arrow_room(c) + gap;
    }
    const auto name = slot.label == cytogenetics::ChromosomeClass::kMarker ? std::string("mar") : std::string(to_string(slot.label));
    canvas_.text({at.x + width / 2, names_y + u(9)}, name,
                 {.size = u(19), .ink = slot.homologues.empty() ? kMuted : kBlack, .align = Align::kCentre, .bold = true});
  }

  void draw_one(const Figure& one, Point at, double scale, double names_y) {
    one.draw(canvas_, at, scale);
    if (!one.chromosome().abnormality.empty()) mark_abnormal(one, at, scale);
    if (!one.chromosome().uncertain) return;
    const double width = one.width() * scale, middle = at.x + width / 2, half = std::min(width / 2, u(15));
    canvas_.rectangle({middle - half, names_y - u(4), 2 * half, u(4)}, kAmber);
    canvas_.text({middle, at.y - one.above() * scale - u(19)}, "?",
                 {.size = u(14), .ink = kAmber, .align = Align::kCentre, .bold = true});
  }

  /// Arrows at the breaks and the letter that the key explains.
  void mark_abnormal(const Figure& one, Point at, double scale) {
    for (const auto place : one.chromosome().breaks) {
      const auto edge = one.edge_beside(place);
      draw_break_arrow(canvas_, at + edge.at * scale + edge.from * u(1.5), edge.from, u(kArrow));
    }
    canvas_.text({at.x + one.width() * scale / 2, at.y + one.below() * scale + u(3)},
                 key_.letter_of(one.chromosome().abnormality),
                 {.size = u(14), .align = Align::kCentre, .bold = true});
  }

  double draw_tray(const std::vector<const Chromosome*>& tray, double y) {
    canvas_.text({left(), y}, "Not classified", {.size = u(14), .ink = kMuted});
    y += u(30);
    double x = left(), row_height = 0;
    for (const auto* c : tray) {
      const auto& one = figure(c);
      if (x + one.width() * scale_ > right()) x = left(), y += row_height + u(20), row_height = 0;
      one.draw(canvas_, {x, y + one.above() * scale_}, scale_);
      x += one.width() * scale_ + u(20);
      row_height = std::max(row_height, one.height() * scale_);
    }
    return y + row_height + u(24);
  }

  double footer(double y) {
    const bool doubtful = std::any_of(cell_.chromosomes.begin(), cell_.chromosomes.end(), [](const auto& c) { return c.uncertain; });
    if (doubtful) {
      canvas_.rectangle({left(), y + u(8), u(26), u(4)}, kAmber);
      canvas_.text({left() + u(34), y}, "uncertain: look at these first", {.size = u(13), .ink = kMuted});
    }
    canvas_.text({right(), y}, "The image's own pixels, rotated, not straightened.", {.size = u(13), .ink = kMuted, .align = Align::kRight});
    y += u(20);
    canvas_.text({right(), y}, cell_.model.name + "  " + cell_.model.hash, {.size = u(11), .ink = kMuted, .align = Align::kRight});
    return y + u(32);
  }

  Canvas& canvas_;
  base::Box place_;
  double unit_;
  const Cell& cell_;
  std::map<int, Figure> figures_;
  AbnormalityKey key_;
  double scale_ = 1;
};

double sheet_height(const Cell& cell, const image::Grey& picture) { return std::ceil(karyogram_height(kSheetWidth, cell, picture)); }

}  // namespace

double draw_karyogram(Canvas& canvas, const base::Box& place, const Cell& cell, const image::Grey& dark_on_white) {
  return Sheet(canvas, place, cell, dark_on_white).draw();
}

double karyogram_height(double width, const Cell& cell, const image::Grey& dark_on_white) {
  // The height is known once it is drawn: drawn once for that alone.
  double height = 0;
  Canvas::png(1, 1, [&](Canvas& canvas) { height = draw_karyogram(canvas, {0, 0, width, 0}, cell, dark_on_white); });
  return height;
}

Bytes karyogram_png(const Cell& cell, const image::Grey& dark_on_white) {
  const auto height = static_cast<int>(sheet_height(cell, dark_on_white));
  return Canvas::png(static_cast<int>(kSheetWidth), height, [&](Canvas& canvas) {
    draw_karyogram(canvas, {0, 0, kSheetWidth, 0}, cell, dark_on_white);
  });
}

std::string karyogram_svg(const Cell& cell, const image::Grey& dark_on_white) {
  return Canvas::svg(kSheetWidth, sheet_height(cell, dark_on_white), [&](Canvas& canvas) {
    draw_karyogram(canvas, {0, 0, kSheetWidth, 0}, cell, dark_on_white);
  });
}

}  // namespace pinnacle::render
