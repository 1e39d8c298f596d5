#include "pinnacle/synthesis/graft.h"

#include <algorithm>
#include <cmath>

#include "pinnacle/base/check.h"

namespace pinnacle::synthesis {
namespace {

/// Over so many pixels to either side of a joint one piece fades into the other, as blur would let it.
constexpr int kFadeRows = 2 * kStripFiner;
/// Over so many the width and the middle of a piece go over into those of the joint.
constexpr int kAdaptRows = 9 * kStripFiner;
/// What lies within so many rows of a cut tells its width.
constexpr int kMeasuredRows = 2 * kStripFiner;
constexpr double kMostStretch = 1.8, kMostTone = 1.6;
constexpr double kInside = 0.5;  // Of a bilinear mask.

/// One row of a chromosome, in columns from the axis.
struct Row {
  std::vector<double> ink, inside;  // Ink counts where `inside` is at least kInside.
};

/// A piece's rows as they lie in the chromosome, also those beyond its cuts as far as the donor has them.
class PieceRows {
 public:
  explicit PieceRows(const Piece& piece) : piece_(piece) { measure_edges(); }

  int length() const { return piece_.length(); }
  bool is_tip() const { return piece_.is_tip; }
  int before() const { return piece_.from < piece_.to ? piece_.from : piece_.donor->rows() - piece_.from; }
  int behind() const { return piece_.from < piece_.to ? piece_.donor->rows() - piece_.to : piece_.to; }
  double middle(int k) const { return (exchanges_sides() ? -1 : 1) * middles_[donor_row(k)]; }
  double half_width(int k) const { return half_widths_[donor_row(k)]; }
  double mean_ink(int k) const { return inks_[donor_row(k)]; }

  /// Ink and mask between columns; at half columns the donor's own values are mixed.
  double ink(int k, double x) const {
    return sampled(k, x, [](const image::Strip& s, int column, int row) {
      return (255 - s.grey(column, row)) * double(s.mask(column, row) != 0);
    });
  }
  double inside(int k, double x) const {
    return sampled(
        k, x, [](const image::Strip& s, int column, int row) { return double(s.mask(column, row) != 0); });
  }

  /// Where the donor's centromere lies in this piece; beyond its ends if it does not.
  double centromere() const {
    const int at = piece_.donor->centromere_row();
    return piece_.from < piece_.to ? at - piece_.from : piece_.from - at;
  }

 private:
  // Half a turn exchanges the sides as well.
  bool exchanges_sides() const { return piece_.mirrored != (piece_.from > piece_.to); }

  std::size_t donor_row(int k) const {
    const int row = piece_.from < piece_.to ? piece_.from + k : piece_.from - 1 - k;
    return static_cast<std::size_t>(std::clamp(row, 0, piece_.donor->rows() - 1));
  }

  template <typename Value>
  double sampled(int k, double x, const Value& value) const {
    const auto& strip = piece_.donor->strip;
    const int row = static_cast<int>(donor_row(k)), axis = strip.mask.width() / 2;
    const double column = axis + (exchanges_sides() ? -x : x);
    const int left = static_cast<int>(std::floor(column));
    const double share = column - left;
    const auto at = [&](int c) { return strip.mask.contains(c, row) ? value(strip, c, row) : 0.0; };
    return at(left) * (1 - share) + at(left + 1) * share;
  }

  void measure_edges() {
    const auto& strip = piece_.donor->strip;
    for (int y = 0; y < strip.mask.height(); ++y) {
      double count = 0, place = 0, ink = 0;
      for (int x = 0; x < strip.mask.width(); ++x) {
        if (strip.mask(x, y) == 0) continue;
        count += 1, place += x - strip.mask.width() / 2, ink += 255 - strip.grey(x, y);
      }
      half_widths_.push_back(std::max(count / 2, 0.5));
      middles_.push_back(count > 0 ? place / count : 0);
      inks_.push_back(count > 0 ? ink / count : 0);
    }
  }

  Piece piece_;
  std::vector<double> half_widths_, middles_, inks_;  // Of all rows of the donor.
};

/// What is usual around a cut.
struct AtCut {
  double half_width = 0, middle = 0, ink = 0;
};

/// @param k  The row behind the cut.
AtCut around(const PieceRows& rows, int k) {
  AtCut mean;
  for (int i = k - kMeasuredRows; i < k + kMeasuredRows; ++i) {
    mean.half_width += rows.half_width(i) / (2 * kMeasuredRows);
    mean.middle += rows.middle(i) / (2 * kMeasuredRows);
    mean.ink += rows.mean_ink(i) / (2 * kMeasuredRows);
  }
  return mean;
}

/// How a piece goes over into a joint.
struct Adaptation {
  double stretch = 1, shift = 0;  ///< At the joint, across.
};

/// A piece with what its two joints do to it.
struct Fitted {
  PieceRows rows;
  Adaptation start, end;
  double tone = 1;  ///< Of a tip: it lends its form, not its stain.

  /// 1 at a joint, 0 far from it.
  double nearness(int distance) const {
    if (rows.is_tip() || distance <= 0) return 1;
    const double share = static_cast<double>(distance) / kAdaptRows;
    return share >= 1 ? 0 : 0.5 * (1 + std::cos(share * 3.14159265358979));
  }
  double stretch(int k) const {
    return 1 + (start.stretch - 1) * nearness(k) + (end.stretch - 1) * nearness(rows.length() - 1 - k);
  }
  double shift(int k) const {
    return start.shift * nearness(k) + end.shift * nearness(rows.length() - 1 - k);
  }
  double middle(int k) const { return rows.middle(k) + shift(k); }
  double half_width(int k) const { return rows.half_width(k) * stretch(k); }

  Row row(int k, int half_columns) const {
    Row out;
    for (int x = -half_columns; x <= half_columns; ++x) {
      const double from = rows.middle(k) + (x - middle(k)) / stretch(k);
      const double inside = rows.inside(k, from);
      out.inside.push_back(inside);
      // Ink is sampled with the mask, so that the white outside does not pale the rim.
      out.ink.push_back(inside > 0 ? std::min(255.0, tone * rows.ink(k, from) / inside) : 0);
    }
    return out;
  }
};

/// Makes both sides of a joint equally wide and puts them above each other. A tip yields, it does not draw.
void adapt(Fitted& above, Fitted& below) {
  const auto a = around(above.rows, above.rows.length()), b = around(below.rows, 0);
  AtCut goal{std::sqrt(a.half_width * b.half_width), (a.middle + b.middle) / 2, 0};
  if (above.rows.is_tip()) goal = b;
  if (below.rows.is_tip()) goal = a;
  const auto stretch = [&](const AtCut& own) {
    return std::clamp(goal.half_width / own.half_width, 1 / kMostStretch, kMostStretch);
  };
  above.end = {stretch(a), goal.middle - a.middle};
  below.start = {stretch(b), goal.middle - b.middle};
  const auto tone = [](double wanted, double own) {
    return own > 0 ? std::clamp(wanted / own, 1 / kMostTone, kMostTone) : 1;
  };
  if (above.rows.is_tip()) above.tone = tone(b.ink, a.ink);
  if (below.rows.is_tip()) below.tone = tone(a.ink, b.ink);
}

/// Over how many rows to either side two pieces can fade into each other.
int fade_rows(const PieceRows& above, const PieceRows& below) {
  return std::min({kFadeRows, above.length() / 2, below.length() / 2, above.behind(), below.before()});
}

struct Spread {
  double mean = 0, deviation = 0;
};

Spread spread_of(const Row& row) {
  double count = 0, sum = 0, squares = 0;
  for (std::size_t i = 0; i < row.ink.size(); ++i) {
    if (row.inside[i] < kInside) continue;
    count += 1, sum += row.ink[i], squares += row.ink[i] * row.ink[i];
  }
  if (count == 0) return {};
  const double mean = sum / count;
  return {mean, std::sqrt(std::max(0.0, squares / count - mean * mean))};
}

/// Two rows mixed. The mean of two unlike ones would be smoother than either: what it loses is given back.
Row mixed(const Row& a, const Row& b, double share_of_b) {
  Row out = a;
  for (std::size_t i = 0; i < a.ink.size(); ++i) {
    out.inside[i] = a.inside[i] * (1 - share_of_b) + b.inside[i] * share_of_b;
    // Where only one has ink, it is that one's.
    const double weight_a = a.inside[i] > 0 ? 1 - share_of_b : 0, weight_b = b.inside[i] > 0 ? share_of_b : 0;
    const double weights = weight_a + weight_b;
    out.ink[i] = weights > 0 ? (a.ink[i] * weight_a + b.ink[i] * weight_b) / weights : 0;
  }
  const auto got = spread_of(out), of_a = spread_of(a), of_b = spread_of(b);
  const double wanted = of_a.deviation * (1 - share_of_b) + of_b.deviation * share_of_b;
  constexpr double kMostGain = 1.5;
  const double gain = got.deviation > 0 ? std::clamp(wanted / got.deviation, 1.0, kMostGain) : 1;
  for (auto& ink : out.ink) ink = std::clamp(got.mean + (ink - got.mean) * gain, 0.0, 255.0);
  return out;
}

void put(const Row& row, int y, image::Strip& strip) {
  for (int x = 0; x < strip.mask.width(); ++x) {
    const auto i = static_cast<std::size_t>(x);
    if (row.inside[i] < kInside) continue;
    strip.mask(x, y) = 1;
    strip.grey(x, y) = static_cast<std::uint8_t>(std::lround(255 - row.ink[i]));
  }
}

int half_columns_for(const std::vector<Fitted>& pieces) {
  double most = 0;
  for (const auto& p : pieces) {
    for (int k = 0; k < p.rows.length(); ++k) most = std::max(most, std::abs(p.middle(k)) + p.half_width(k));
  }
  constexpr int kMargin = 2;
  return static_cast<int>(std::ceil(most)) + kMargin;
}

/// A row of piece `i`, mixed with its neighbour's where they meet.
Row row_at(const std::vector<Fitted>& pieces, std::size_t i, int k, int half_columns) {
  const auto& own = pieces[i];
  const int left = own.rows.length() - 1 - k;
  auto row = own.row(k, half_columns);
  if (i > 0) {
    const auto& above = pieces[i - 1];
    if (const int fade = fade_rows(above.rows, own.rows); k < fade)
      return mixed(row, above.row(above.rows.length() + k, half_columns), 0.5 - (k + 0.5) / (2 * fade));
  }
  if (i + 1 < pieces.size()) {
    const auto& below = pieces[i + 1];
    if (const int fade = fade_rows(own.rows, below.rows); left < fade)
      return mixed(row, below.row(-1 - left, half_columns), 0.5 - (left + 0.5) / (2 * fade));
  }
  return row;
}

void note_centromere(const PieceRows& rows, double start, std::vector<double>& centromeres) {
  if (rows.is_tip()) return;
  constexpr double kSame = 2 * kStripFiner;  // Two arms joined at it have one.
  const double at = rows.centromere();
  if (at < 0 || at > rows.length()) return;
  if (centromeres.empty() || start + at - centromeres.back() > kSame) centromeres.push_back(start + at);
}

}  // namespace

Graft joined(const std::vector<Piece>& pieces) {
  PINNACLE_CHECK(!pieces.empty(), "something to join");
  std::vector<Fitted> fitted;
  int rows = 0;
  for (const auto& piece : pieces) {
    PINNACLE_CHECK(piece.length() > 0, "a piece has rows");
    fitted.push_back({PieceRows(piece), {}, {}, 1});
    rows += piece.length();
  }
  for (std::size_t i = 0; i + 1 < fitted.size(); ++i) adapt(fitted[i], fitted[i + 1]);
  const int half = half_columns_for(fitted);
  Graft graft{{image::Grey(2 * half + 1, rows, 255), image::Mask(2 * half + 1, rows)}, {}, {}};
  int y = 0;
  for (std::size_t i = 0; i < fitted.size(); ++i) {
    if (i > 0 && !pieces[i].is_tip && !pieces[i - 1].is_tip) graft.breaks.push_back(y);
    if (pieces[i].is_tip) graft.breaks.push_back(i == 0 ? 0 : rows);
    note_centromere(fitted[i].rows, y, graft.centromeres);
    for (int k = 0; k < fitted[i].rows.length(); ++k) put(row_at(fitted, i, k, half), y++, graft.strip);
  }
  return graft;
}

}  // namespace pinnacle::synthesis
