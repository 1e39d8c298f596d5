#include "pinnacle/synthesis/graft.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "pinnacle/base/check.h"
#include "pinnacle/cytogenetics/bands.h"

namespace pinnacle::synthesis {
namespace {

/// Over so many pixels to either side of a joint one piece fades into the other, as blur would let it.
constexpr int kFadeRows = 2 * kStripFiner;
/// Over so many its width goes over into the width of the other.
constexpr int kAdaptRows = 9 * kStripFiner;
/// What lies within so many rows of a cut tells its width.
constexpr int kMeasuredRows = 2 * kStripFiner;
constexpr double kMostStretch = 1.8, kMostTone = 1.6;
constexpr double kInside = 0.5;  // Of a bilinear mask.
/// How much of its ink a fragile site lacks, and of its width a waist, and how far they reach.
constexpr double kGapDepth = 0.65, kGapRows = 1.5 * kStripFiner;
constexpr double kWaistDepth = 0.35, kWaistRows = 2.5 * kStripFiner;

/// One row of a chromosome, in columns from the axis.
struct Row {
  std::vector<double> ink, inside;  // Ink counts where `inside` is at least kInside.
};

/// Means over some rows.
std::vector<double> smoothed(const std::vector<double>& values) {
  constexpr int kReach = 2 * kStripFiner;
  std::vector<double> means;
  const int last = static_cast<int>(values.size()) - 1;
  for (int i = 0; i <= last; ++i) {
    const int reach = std::min({kReach, i, last - i});
    double sum = 0;
    for (int k = i - reach; k <= i + reach; ++k) sum += values[static_cast<std::size_t>(k)];
    means.push_back(sum / (2 * reach + 1));
  }
  return means;
}

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
  /// Without the rim's unevenness.
  double even_half_width(int k) const { return even_half_widths_[donor_row(k)]; }
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
    // The rim's own unevenness stays where it is.
    middles_ = smoothed(middles_);
    even_half_widths_ = smoothed(half_widths_);
  }

  Piece piece_;
  std::vector<double> half_widths_, even_half_widths_, middles_, inks_;  // Of all rows of the donor.
};

/// Means over the rows around a cut.
struct AtCut {
  double half_width = 0, ink = 0;
};

/// @param k  The row behind the cut.
AtCut around(const PieceRows& rows, int k) {
  AtCut mean;
  for (int i = k - kMeasuredRows; i < k + kMeasuredRows; ++i) {
    mean.half_width += rows.half_width(i) / (2 * kMeasuredRows);
    mean.ink += rows.mean_ink(i) / (2 * kMeasuredRows);
  }
  return mean;
}

/// What is done to a tip so that it closes the piece beside it: it lends its form, not its size and stain.
struct Closing {
  double stretch = 1, tone = 1;
};

Closing closing(const AtCut& tip, const AtCut& piece) {
  const auto ratio = [](double wanted, double own, double most) {
    return own > 0 ? std::clamp(wanted / own, 1 / most, most) : 1;
  };
  return {ratio(piece.half_width, tip.half_width, kMostStretch), ratio(piece.ink, tip.ink, kMostTone)};
}

/// A piece in its place.
struct Fitted {
  PieceRows rows;
  Closing closing;  ///< Of a tip.

  double half_width(int k) const { return rows.half_width(k) * closing.stretch; }

  Row row(int k, double goal, int half_columns) const {
    Row out;
    const double stretch = std::clamp(goal / rows.half_width(k), 1 / kMostStretch, kMostStretch);
    for (int x = -half_columns; x <= half_columns; ++x) {
      const double from = rows.middle(k) + x / stretch;
      const double inside = rows.inside(k, from);
      out.inside.push_back(inside);
      // Ink is sampled with the mask, so that the white outside does not pale the rim.
      out.ink.push_back(inside > 0 ? std::min(255.0, closing.tone * rows.ink(k, from) / inside) : 0);
    }
    return out;
  }
};

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

/// How far a row takes after the piece beyond a joint: half at the joint, not at all far from it.
/// @param distance  In rows from the joint.
double likeness(int distance) {
  const double share = (distance + 0.5) / kAdaptRows;
  return share >= 1 ? 0 : 0.25 * (1 + std::cos(share * std::numbers::pi));
}

/// The chromosome while it is put together.
class Joiner {
 public:
  Joiner(const std::vector<Piece>& pieces, Joining joining, Ends ends) : joining_(joining), ends_(ends) {
    for (const auto& piece : pieces) {
      PINNACLE_CHECK(piece.length() > 0, "a piece has rows");
      pieces_.push_back({PieceRows(piece), {}});
      borders_.push_back(piece.border);
    }
    has_waist_ = std::count(borders_.begin(), borders_.end(), Border::kWaist) > 0;
    for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
      const auto a = around(pieces_[i].rows, pieces_[i].rows.length()), b = around(pieces_[i + 1].rows, 0);
      if (pieces[i].is_tip) pieces_[i].closing = closing(a, b);
      if (pieces[i + 1].is_tip) pieces_[i + 1].closing = closing(b, a);
    }
    double widest = 0;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      for (int k = 0; k < pieces_[i].rows.length(); ++k) widest = std::max(widest, half_width(i, k));
    }
    constexpr int kMargin = 4;
    half_columns_ = static_cast<int>(std::ceil(widest)) + kMargin;
  }

  int half_columns() const { return half_columns_; }
  bool has_waist() const { return has_waist_; }
  const PieceRows& rows(std::size_t i) const { return pieces_[i].rows; }

  /// A row of piece `i`.
  Row row(std::size_t i, int k) const {
    auto row = mixed_row(i, k);
    const double stained = 1 - kGapDepth * nearness(i, k, Border::kGap, kGapRows);
    for (auto& ink : row.ink) ink *= stained;
    return row;
  }

 private:
  /// Mixed with its neighbour's where they meet.
  Row mixed_row(std::size_t i, int k) const {
    const auto& own = pieces_[i];
    const double goal = half_width(i, k);
    const auto row = own.row(k, goal, half_columns_);
    if (joining_ == Joining::kHard) return row;
    const int left = own.rows.length() - 1 - k;
    if (const auto* above = before(i)) {
      if (const int fade = fade_rows(above->rows, own.rows); k < fade)
        return mixed(row, above->row(above->rows.length() + k, goal, half_columns_),
                     0.5 - (k + 0.5) / (2 * fade));
    }
    if (const auto* below = behind(i)) {
      if (const int fade = fade_rows(own.rows, below->rows); left < fade)
        return mixed(row, below->row(-1 - left, goal, half_columns_), 0.5 - (left + 0.5) / (2 * fade));
    }
    return row;
  }

  /// How near a row of piece `i` lies to a border of that kind: 1 there, 0 far from it.
  double nearness(std::size_t i, int k, Border kind, double reach) const {
    const auto at = [&](bool there, int distance) {
      const double share = (distance + 0.5) / reach;
      return there ? std::exp(-share * share) : 0;
    };
    const bool behind = i + 1 < pieces_.size() && borders_[i + 1] == kind;
    return std::max(at(borders_[i] == kind, k), at(behind, pieces_[i].rows.length() - 1 - k));
  }

  /// How wide a row would be without its centromere's waist.
  static double without_waist(const PieceRows& rows, int k, double half_width) {
    constexpr int kReach = 6 * kStripFiner;
    const int above = static_cast<int>(rows.centromere()) - kReach, below = above + 2 * kReach;
    if (k < above || k > below) return half_width;
    const double share = (k - above) / (2.0 * kReach);
    return std::max(half_width,
                    rows.even_half_width(above) * (1 - share) + rows.even_half_width(below) * share);
  }

  /// How wide a row of piece `i` shall be. Near a joint the rim's unevenness is left out: the mean of two
  /// pieces would have less of it than that of a piece and its mirror image.
  double half_width(std::size_t i, int k) const {
    const auto& own = pieces_[i];
    double goal = own.half_width(k);
    if (has_waist_) {
      goal =
          without_waist(own.rows, k, goal) * (1 - kWaistDepth * nearness(i, k, Border::kWaist, kWaistRows));
    }
    if (joining_ == Joining::kHard) return goal;
    const auto take_after = [&](const Fitted& other, int its_row, int distance) {
      if (own.rows.is_tip() || other.rows.is_tip()) return;
      const double even = own.rows.even_half_width(k), uneven = own.rows.half_width(k) - even;
      goal += likeness(distance) * (other.rows.even_half_width(its_row) - even - 2 * uneven);
    };
    const int length = own.rows.length();
    if (const auto* above = before(i)) take_after(*above, above->rows.length() + k, k);
    if (const auto* below = behind(i)) take_after(*below, k - length, length - 1 - k);
    return std::max(goal, 0.5);
  }

  /// The piece that one meets at its beginning, if any.
  const Fitted* before(std::size_t i) const {
    if (i > 0) return &pieces_[i - 1];
    return ends_ == Ends::kJoined ? &pieces_.back() : nullptr;
  }
  const Fitted* behind(std::size_t i) const {
    if (i + 1 < pieces_.size()) return &pieces_[i + 1];
    return ends_ == Ends::kJoined ? &pieces_.front() : nullptr;
  }

  std::vector<Fitted> pieces_;
  std::vector<Border> borders_;
  bool has_waist_ = false;
  Joining joining_;
  Ends ends_;
  int half_columns_ = 0;
};

/// The band in which a place lies, as "9q34.12".
std::string band_at(cytogenetics::ChromosomeClass chromosome, double iscn_units) {
  const auto bands = cytogenetics::bands_of(chromosome, cytogenetics::BandLevel::k850);
  const auto found =
      std::find_if(bands.begin(), bands.end(), [&](const auto& b) { return iscn_units < b.stop; });
  const auto& band = found != bands.end() ? *found : bands.back();
  return std::string(to_string(chromosome)) + (band.on_p_arm ? "p" : "q") + band.name;
}

std::string first_band(const Piece& piece) { return band_at(piece.shown.chromosome, piece.shown.from); }
std::string last_band(const Piece& piece) { return band_at(piece.shown.chromosome, piece.shown.to); }

void note_centromere(const PieceRows& rows, double start, std::vector<double>& centromeres) {
  if (rows.is_tip()) return;
  constexpr double kSame = 2 * kStripFiner;  // Two arms joined at it have one.
  const double at = rows.centromere();
  if (at < 0 || at > rows.length()) return;
  if (centromeres.empty() || start + at - centromeres.back() > kSame) centromeres.push_back(start + at);
}

}  // namespace

Graft joined(const std::vector<Piece>& pieces, Joining joining, Ends ends) {
  PINNACLE_CHECK(!pieces.empty(), "something to join");
  const Joiner joiner(pieces, joining, ends);
  int rows = 0;
  for (const auto& piece : pieces) rows += piece.length();
  const int columns = 2 * joiner.half_columns() + 1;
  Graft graft{{image::Grey(columns, rows, 255), image::Mask(columns, rows)}, {}, {}};
  int y = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const auto &piece = pieces[i], &before = i > 0 ? pieces[i - 1] : pieces.back();
    if (piece.is_tip) {
      graft.breaks.push_back(i == 0 ? GraftBreak{0, ":" + first_band(pieces[1])}
                                    : GraftBreak{double(rows), last_band(before) + ":"});
    } else if (piece.border == Border::kBreak && !before.is_tip && (i > 0 || ends == Ends::kJoined)) {
      graft.breaks.push_back({double(y), last_band(before) + "::" + first_band(piece)});
    }
    if (piece.border == Border::kWaist) graft.centromeres.push_back(y);
    if (!joiner.has_waist()) note_centromere(joiner.rows(i), y, graft.centromeres);
    for (int k = 0; k < pieces[i].length(); ++k) put(joiner.row(i, k), y++, graft.strip);
  }
  return graft;
}

}  // namespace pinnacle::synthesis
