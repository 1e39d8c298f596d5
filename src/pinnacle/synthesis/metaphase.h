#ifndef PINNACLE_SYNTHESIS_METAPHASE_H_
#define PINNACLE_SYNTHESIS_METAPHASE_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/base/geometry.h"
#include "pinnacle/cytogenetics/derivative.h"
#include "pinnacle/image/raster.h"
#include "pinnacle/iscn/event_type.h"
#include "pinnacle/synthesis/preparation.h"

namespace pinnacle::synthesis {

struct MetaphaseOptions {
  std::uint64_t seed = 1;
  int width = 800, height = 760;
  double longest_px = 118;     ///< Mean length of a chromosome 1; each cell and chromosome differs a little.
  int touches = 4;             ///< Chromosomes that may touch or cross others.
  int nuclei = 2;              ///< Interphase nuclei, around the chromosomes.
  int debris = 18;             ///< Specks, grains and fibres.
  std::vector<iscn::AcentricKind> acentric = {};  ///< Bodies among the chromosomes, which are none of them.
  double uneven_light = 0.03;  ///< Fall of the light over the field; towards its corners half as much.
  double noise = 1.6;          ///< Standard deviation in grey levels.
  double bands = 550;          ///< Resolution: bands a haploid set, 400 to 850.
  Look look = Look::kG;
  double variety = 0.5;  ///< How far spreading, stain and optics are other than usual: 0, not; 0.5, as cells;
                         ///< 1, as laboratories.
  double bend = 1;   ///< How strongly chromosomes bend, beside what is usual; no tip passes the other one.
  double hinge = 0;  ///< Share of the bend that lies at the centromere, 0 .. 1; the rest is even.
  bool deep = false;  ///< Also as a deep camera photographs it.
};

/// One drawn chromosome and where exactly it is.
struct DrawnChromosome {
  cytogenetics::ChromosomeClass label = cytogenetics::ChromosomeClass::k1;  ///< By its centromere.
  std::string name;  ///< As ISCN writes it: "9", "der(9)t(9;22)(q34;q11.2)".
  bool ring = false;
  base::Box box;     ///< Tight around its pixels: its form, however pale it is there.
  std::vector<base::Polygon> outline;  ///< Of a ring with its hole (image::outlines_with_holes_of).
  std::vector<base::Point> axis;  ///< From the p end to the q end; of a ring around it from its joint on.
  std::vector<base::Point> centromeres;  ///< On the axis.
  std::vector<base::Point> breaks;       ///< On the axis: where parts meet, and new ends.
};

/// An acentric body and where exactly it is. A double minute is two dots side by side, smaller than a
/// chromatid is wide, a minute one; a fragment two short rods, as chromatids lie.
struct DrawnAcentric {
  iscn::AcentricKind kind = iscn::AcentricKind::kDoubleMinute;
  base::Box box;                  ///< Tight around its pixels.
  std::vector<base::Point> dots;  ///< Their middles; three make a rod.
};

/// Levels of a deep picture for each of an 8-bit one: 12 bits in all.
inline constexpr int kDeepLevels = 16;

struct DrawnMetaphase {
  image::Grey grey;    ///< Dark on white.
  image::Grey16 deep;  ///< The same, 0 to 255 kDeepLevels; empty if it was not asked for.
  std::vector<DrawnChromosome> chromosomes;
  std::vector<DrawnAcentric> acentric;
};

/// Draws a banded metaphase: bent chromosomes strewn over a field, some touching, with nuclei, debris, uneven
/// light, blur and noise. Stain adds up as absorbance, so crossings are darker than either chromosome. Double
/// minutes touch nothing. A fluorescent cell is exposed so that no more than a hundredth of its chromosomes'
/// pixels is as bright as the picture can be.
/// @errors kInvalidArgument: no chromosomes, an option out of its range, or a field too small for them.
/// @note   The same picture for the same options, on every machine.
base::Expected<DrawnMetaphase> draw_metaphase(const std::vector<cytogenetics::ChromosomeStructure>& set,
                                              const MetaphaseOptions& options);

/// Two metaphases in one picture, the second one to the right.
/// @param left, right  Of one height.
DrawnMetaphase side_by_side(const DrawnMetaphase& left, const DrawnMetaphase& right);

}  // namespace pinnacle::synthesis

#endif  // PINNACLE_SYNTHESIS_METAPHASE_H_
