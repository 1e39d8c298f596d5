#include "pinnacle/karyotyping/centromeres.h"

#include "pinnacle/classification/centromere.h"
#include "pinnacle/cytogenetics/bands.h"
#include "pinnacle/image/outline.h"

namespace pinnacle::karyotyping {

classification::Straightened straightened_again(const cytogenetics::Chromosome& c,
                                                const image::Grey& dark_on_white) {
  const auto mask = image::filled(c.outline, dark_on_white.width(), dark_on_white.height());
  if (mask.mask.empty()) return {};
  if (c.axis.empty()) return classification::straightened(dark_on_white, mask);
  return classification::straightened_along(dark_on_white, mask, {c.axis, c.axis_trusted, c.axis_doubt});
}

void set_centromere(cytogenetics::Chromosome& c, const classification::Straightened& straight) {
  c.centromere_from_p_end.reset();
  if (!c.upside_down || !cytogenetics::is_normal_class(c.label)) return;
  const double expected = cytogenetics::centromere_of(c.label, cytogenetics::BandLevel::k400);
  const bool turned = *c.upside_down;
  const auto found = classification::find_centromere(straight.strip, turned ? 1 - expected : expected);
  if (found) c.centromere_from_p_end = turned ? 1 - *found : *found;
}

void set_centromeres_of_corrected(cytogenetics::Cell& cell, const image::Grey& dark_on_white) {
  for (auto& c : cell.chromosomes) {
    if (c.looked_at()) set_centromere(c, straightened_again(c, dark_on_white));
  }
}

}  // namespace pinnacle::karyotyping
