#include "pinnacle/synthesis/graft.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "pinnacle/base/check.h"
#include "pinnacle/cytogenetics/bands.h"
#include "pinnacle/iscn/chain.h"
#include "pinnacle/synthesis/piece_rows.h"

namespace pinnacle::synthesis {
namespace {

/// Over so many pixels to either side of a joint one piece fades into the other, as blur would let it.
constexpr int kFadeRows = 2 * kStripFiner;
/// Over so many its width goes over into the width of the other.
constexpr int kAdaptRows = 9 * kStripFiner;
/// What lies within so many rows of a cut tells its width.
constexpr int kMeasuredRows = 2 * kStripFiner;
constexpr double kMostStretch = 1.8, kMostTone = 1.6;
/// How much of its ink a fragile site lacks, and of its width a waist, and how far they reach.
constexpr double kGapDepth = 0.5, kGapNarrowing = 0.2, kGapRows = 1.5 * kStripFiner;
constexpr double kWaistDepth = 0.35, kWaistRows = 2.5 * kStripFiner;

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
  Joiner(const Assembly& assembly, Joining joining) : assembly_(assembly), joining_(joining) {
    const auto& pieces = assembly.pieces;
    for (const auto& piece : pieces) {
      PINNACLE_CHECK(piece.length() > 0, "a piece has rows");
      pieces_.push_back({PieceRows(piece), {}});
      starts_.push_back(rows_);
      rows_ += piece.length();
    }
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
  int rows() const { return rows_; }
  int start(std::size_t i) const { return starts_[i]; }
  const PieceRows& rows_of(std::size_t i) const { return pieces_[i].rows; }

  /// A row of piece `i`.
  Row row(std::size_t i, int k) const {
    auto row = mixed_row(i, k);
    const double stained = 1 - kGapDepth * in_gap(i, k);
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
    if (const auto at = before(i)) {
      const auto& above = pieces_[*at];
      if (const int fade = fade_rows(above.rows, own.rows); k < fade)
        return mixed(row, above.row(above.rows.length() + k, goal, half_columns_),
                     0.5 - (k + 0.5) / (2 * fade));
    }
    if (const auto at = behind(i)) {
      const auto& below = pieces_[*at];
      if (const int fade = fade_rows(own.rows, below.rows); left < fade)
        return mixed(row, below.row(-1 - left, goal, half_columns_), 0.5 - (left + 0.5) / (2 * fade));
    }
    return row;
  }

  /// How near a row of piece `i` lies to a place: 1 there, 0 far from it.
  double nearness(std::size_t i, int k, int place, double reach) const {
    const double share = (starts_[i] + k + 0.5 - place) / reach;
    return std::exp(-share * share);
  }

  double in_gap(std::size_t i, int k) const {
    double most = 0;
    for (const int gap : assembly_.gaps) most = std::max(most, nearness(i, k, gap, kGapRows));
    return most;
  }

  /// A width of a row as it is without the waist of its piece's own centromere, if there is another one.
  double without_waist(std::size_t i, int k, double half_width) const {
    const auto& piece = assembly_.pieces[i];
    if (!assembly_.waist || piece.is_tip || piece.is_amplified()) return half_width;
    constexpr int kReach = 6 * kStripFiner;
    const auto& rows = pieces_[i].rows;
    const int above = rows.centromere() - kReach, below = above + 2 * kReach;
    if (k < above || k > below) return half_width;
    const double share = (k - above) / (2.0 * kReach);
    return std::max(half_width,
                    rows.even_half_width(above) * (1 - share) + rows.even_half_width(below) * share);
  }

  /// How wide a row of piece `i` shall be.
  double half_width(std::size_t i, int k) const {
    double goal = joined_half_width(i, k) * (1 - kGapNarrowing * in_gap(i, k));
    if (assembly_.waist) goal *= 1 - kWaistDepth * nearness(i, k, *assembly_.waist, kWaistRows);
    return std::max(goal, 0.5);
  }

  /// Near a joint the rim's unevenness is left out: the mean of two pieces would have less of it than that of
  /// a piece and its mirror image.
  double joined_half_width(std::size_t i, int k) const {
    const auto& own = pieces_[i];
    const double alone = without_waist(i, k, own.half_width(k));
    if (joining_ == Joining::kHard || own.rows.is_tip()) return alone;
    const double even = without_waist(i, k, own.rows.even_half_width(k));
    double goal = alone;
    const auto take_after = [&](std::size_t other, int its_row, int distance) {
      const auto& rows = pieces_[other].rows;
      if (rows.is_tip()) return;
      const double its = without_waist(other, its_row, rows.even_half_width(its_row));
      goal += likeness(distance) * (its - even - 2 * (alone - even));
    };
    const int length = own.rows.length();
    if (const auto above = before(i)) take_after(*above, pieces_[*above].rows.length() + k, k);
    if (const auto below = behind(i)) take_after(*below, k - length, length - 1 - k);
    return goal;
  }

  /// The piece that one meets at its beginning, if any: in a ring the first meets the last.
  std::optional<std::size_t> before(std::size_t i) const {
    if (i > 0) return i - 1;
    return assembly_.ring ? std::optional(pieces_.size() - 1) : std::nullopt;
  }
  std::optional<std::size_t> behind(std::size_t i) const {
    if (i + 1 < pieces_.size()) return i + 1;
    return assembly_.ring ? std::optional<std::size_t>(0) : std::nullopt;
  }

  const Assembly& assembly_;
  Joining joining_;
  std::vector<Fitted> pieces_;
  std::vector<int> starts_;
  int rows_ = 0;
  int half_columns_ = 0;
};

/// The band in which a piece begins or ends, as "9q34.2"; at a centromere its own side of it, as "5p10".
/// @param at     That end, in ISCN units.
/// @param other  The piece's other end.
std::string band_at(const cytogenetics::Segment& shown, double at, double other) {
  if (shown.amplified) return "hsr";
  const std::string chromosome(to_string(shown.chromosome));
  if (at == iscn::centromere_at(shown.chromosome)) return chromosome + (other < at ? "p10" : "q10");
  const auto bands = cytogenetics::bands_of(shown.chromosome, cytogenetics::BandLevel::k850);
  const auto found = std::find_if(bands.begin(), bands.end(), [&](const auto& b) { return at < b.stop; });
  const auto& band = found != bands.end() ? *found : bands.back();
  return chromosome + (band.on_p_arm ? "p" : "q") + band.name;
}

std::string first_band(const Piece& piece) { return band_at(piece.shown, piece.shown.from, piece.shown.to); }
std::string last_band(const Piece& piece) { return band_at(piece.shown, piece.shown.to, piece.shown.from); }

/// Where pieces meet, and new ends.
std::vector<GraftBreak> breaks_of(const Assembly& assembly, const Joiner& joiner) {
  std::vector<std::size_t> material;
  for (std::size_t i = 0; i < assembly.pieces.size(); ++i) {
    if (!assembly.pieces[i].is_tip) material.push_back(i);
  }
  const auto &first = assembly.pieces[material.front()], &last = assembly.pieces[material.back()];
  std::vector<GraftBreak> breaks;
  if (assembly.ring) {
    breaks.push_back({0, last_band(last) + "::" + first_band(first)});
  } else if (!is_telomere(first.shown, first.shown.from)) {
    breaks.push_back({0, ":" + first_band(first)});
  }
  for (std::size_t k = 1; k < material.size(); ++k) {
    const auto &above = assembly.pieces[material[k - 1]], &below = assembly.pieces[material[k]];
    if (!below.goes_on)
      breaks.push_back({double(joiner.start(material[k])), last_band(above) + "::" + first_band(below)});
  }
  if (!assembly.ring && !is_telomere(last.shown, last.shown.to))
    breaks.push_back({double(joiner.rows()), last_band(last) + ":"});
  return breaks;
}

bool shows_centromere(const Piece& piece) {
  return !piece.is_tip && !piece.is_amplified() &&
         iscn::has_centromere({piece.shown}, piece.shown.chromosome);
}

std::vector<double> centromeres_of(const Assembly& assembly, const Joiner& joiner) {
  if (assembly.waist) return {double(*assembly.waist)};
  constexpr int kSame = 2 * kStripFiner;  // Two arms joined at it have one.
  std::vector<double> centromeres;
  for (std::size_t i = 0; i < assembly.pieces.size(); ++i) {
    const auto& piece = assembly.pieces[i];
    if (!shows_centromere(piece)) continue;
    // Of a fission's product it may lie where the tip begins.
    const double at = joiner.start(i) + std::clamp(joiner.rows_of(i).centromere(), 0, piece.length());
    if (centromeres.empty() || at - centromeres.back() > kSame) centromeres.push_back(at);
  }
  return centromeres;
}

}  // namespace

Graft joined(const Assembly& assembly, Joining joining) {
  PINNACLE_CHECK(!assembly.pieces.empty(), "something to join");
  const Joiner joiner(assembly, joining);
  const int columns = 2 * joiner.half_columns() + 1;
  Graft graft{{image::Grey(columns, joiner.rows(), 255), image::Mask(columns, joiner.rows())},
              breaks_of(assembly, joiner),
              centromeres_of(assembly, joiner)};
  for (std::size_t i = 0; i < assembly.pieces.size(); ++i) {
    for (int k = 0; k < assembly.pieces[i].length(); ++k)
      put(joiner.row(i, k), joiner.start(i) + k, graft.strip);
  }
  return graft;
}

}  // namespace pinnacle::synthesis
