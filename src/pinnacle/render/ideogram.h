#ifndef PINNACLE_RENDER_IDEOGRAM_H_
#define PINNACLE_RENDER_IDEOGRAM_H_

#include <string>
#include <vector>

#include "pinnacle/cytogenetics/bands.h"
#include "pinnacle/iscn/karyotype.h"
#include "pinnacle/render/canvas.h"

namespace pinnacle::render {

struct IdeogramOptions {
  cytogenetics::BandLevel level = cytogenetics::BandLevel::k550;
  /// All chromosomes of the cell as a karyogram; else the abnormal ones beside their normal homologues.
  bool karyogram = false;
};

/// The ideograms of karyotypes: a page for each clone, on a PNG or SVG one below the other.
///
/// Each parent of an abnormal chromosome has a hue, its bands are shades of it; breakpoints are marked and
/// named as the karyotype writes them. Unknown material is hatched both ways. A clone without abnormal
/// chromosomes, gains and losses is drawn as a karyogram.
///
/// @param karyotypes  Valid ones (iscn::check()), at least one.
/// @note  Each break is drawn in the middle of its band; the length of unknown material means nothing.
Bytes ideograms_png(const std::vector<iscn::Karyotype>& karyotypes, const IdeogramOptions& options);
std::string ideograms_svg(const std::vector<iscn::Karyotype>& karyotypes, const IdeogramOptions& options);
Bytes ideograms_pdf(const std::vector<iscn::Karyotype>& karyotypes, const IdeogramOptions& options);

}  // namespace pinnacle::render

#endif  // PINNACLE_RENDER_IDEOGRAM_H_
