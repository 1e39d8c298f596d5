#ifndef PINNACLE_RENDER_CHROMOSOME_FIGURE_H_
#define PINNACLE_RENDER_CHROMOSOME_FIGURE_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pinnacle/cytogenetics/bands.h"
#include "pinnacle/cytogenetics/derivative.h"
#include "pinnacle/render/canvas.h"

namespace pinnacle::render {

/// One hue for each parent chromosome, bands as its shades; every other chromosome is grey.
class ParentColours {
 public:
  /// @param parents  In the order in which the hues are given out; each once.
  explicit ParentColours(const std::vector<cytogenetics::ChromosomeClass>& parents);

  /// @param darkness  Of the band, 0 (G-negative) to 1.
  Ink shade(cytogenetics::ChromosomeClass chromosome, double darkness) const;
  /// For lines and words.
  Ink solid(cytogenetics::ChromosomeClass chromosome) const;
  const std::vector<cytogenetics::ChromosomeClass>& parents() const { return parents_; }

 private:
  std::vector<cytogenetics::ChromosomeClass> parents_;
  std::map<cytogenetics::ChromosomeClass, Ink> solids_;
};

struct FigureScale {
  cytogenetics::BandLevel level = cytogenetics::BandLevel::k550;
  double px_per_unit = 0.03;
  double half_width_px = 12;
};

/// The ideogram of one chromosome, normal or not, around its own origin: the middle of its centromere, or of
/// the ring.
class ChromosomeFigure {
 public:
  enum class Filling { kBand, kUnknown, kAmplified };

  /// What lies between two places along the chromosome, in pixels from its upper end.
  struct Slice {
    Filling filling = Filling::kBand;
    cytogenetics::Band
        band;  ///< Of kBand, as far as it is there; of kUnknown its chromosome, if that is known.
    std::size_t segment = 0;  ///< Index into the structure's segments.
    double from = 0, to = 0;
  };

  /// @note What would stand on its head, as der(14;21)(q10;q10) with the long arm of 14 up, is turned.
  ChromosomeFigure(const cytogenetics::ChromosomeStructure& structure, const FigureScale& scale);

  const std::vector<Slice>& slices() const { return slices_; }
  /// Where each segment begins and, last, where the last one ends, from the upper end.
  const std::vector<double>& joints() const { return joints_; }
  /// The figure reads the structure's segments from the last to the first.
  bool turned() const { return turned_; }
  bool ring() const { return ring_; }
  double length() const { return length_; }
  double above() const;  ///< From its highest point to the origin.
  double below() const;
  std::optional<double> neocentromere() const { return neocentromere_; }  ///< Its place along it.
  /// The place that lies so many units along the structure's segments, as it tells of a neocentromere.
  double along(const cytogenetics::ChromosomeStructure& structure, double units) const;
  double half_width() const;  ///< The whole figure's, as a ring the ring's.
  /// A place on it; `across` from the axis, positive to the right of a straight one, outwards on a ring.
  base::Point place(double along, double across) const;
  /// The edge that looks to the right (+1) or left (-1).
  base::Point edge(double along, int side) const;
  /// Of length 1: away from the edge that looks to the right, of a ring from its middle.
  base::Point outwards(double along) const;

  /// A fragile site is a gap.
  void draw(Canvas& canvas, base::Point origin, const ParentColours& colours) const;
  /// The place of a chromosome that is missing: its outline, dashed.
  void draw_vacant(Canvas& canvas, base::Point origin) const;

 private:
  void add_segments(const cytogenetics::ChromosomeStructure& structure);
  void add_normal(const cytogenetics::ChromosomeStructure& structure, std::size_t index);
  void add_unknown(Filling filling, std::size_t index, double units,
                   cytogenetics::ChromosomeClass of = cytogenetics::ChromosomeClass::kUnclassified);
  void add_satellites(cytogenetics::ChromosomeClass own, bool on_p, std::size_t index);
  double pixels_between(const cytogenetics::ChromosomeStructure& structure,
                        const cytogenetics::Segment& segment, double from, double to) const;
  void add_neocentromere(const cytogenetics::ChromosomeStructure& structure);
  void turn();
  double waist_at(double along, int side) const;
  double round_end_at(double along) const;
  double shoulder_at(const Slice& slice, double along) const;
  double half_width_at(double along, int side) const;
  double radius() const;
  base::Polygon outline_of(double from, double to, base::Point origin) const;
  void fill(Canvas& canvas, const Slice& slice, base::Point origin, const ParentColours& colours) const;
  void draw_rim(Canvas& canvas, base::Point origin) const;
  void draw_parts(Canvas& canvas, base::Point origin) const;

  FigureScale scale_;
  bool ring_ = false, turned_ = false;
  double length_ = 0, origin_ = 0;
  std::vector<Slice> slices_;
  std::vector<double> joints_;
  std::vector<double> centromeres_;  ///< Places along it of those that are active.
  std::optional<double> neocentromere_;
  std::vector<double> gaps_;  ///< Places along it of fragile sites, ascending.
};

}  // namespace pinnacle::render

#endif  // PINNACLE_RENDER_CHROMOSOME_FIGURE_H_
