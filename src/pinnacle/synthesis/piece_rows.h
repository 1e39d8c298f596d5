#ifndef PINNACLE_SYNTHESIS_PIECE_ROWS_H_
#define PINNACLE_SYNTHESIS_PIECE_ROWS_H_

#include <algorithm>
#include <cmath>
#include <vector>

#include "pinnacle/synthesis/graft.h"

namespace pinnacle::synthesis {

/// Of a mask between pixels: from here on it is inside.
inline constexpr double kInside = 0.5;

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
  int centromere() const {
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

  void measure_edges();

  Piece piece_;
  std::vector<double> half_widths_, even_half_widths_, middles_, inks_;  // Of all rows of the donor.
};

/// Two rows mixed. The mean of two unlike ones would be smoother than either: what it loses is given back.
Row mixed(const Row& a, const Row& b, double share_of_b);

}  // namespace pinnacle::synthesis

#endif  // PINNACLE_SYNTHESIS_PIECE_ROWS_H_
