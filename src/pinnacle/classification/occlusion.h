#ifndef PINNACLE_CLASSIFICATION_OCCLUSION_H_
#define PINNACLE_CLASSIFICATION_OCCLUSION_H_

#include <vector>

#include "pinnacle/classification/classifier.h"

namespace pinnacle::classification {

/// Which place along its axis each pixel of a chromosome's crop belongs to.
/// @param corner  Where the crop's first pixel lies in the picture that the axis is drawn in.
image::Raster<int> place_along_axis(const Straightened& chromosome, base::Point corner);

/// How much the bands at each place along a chromosome speak for a label: by how much the logarithm of its
/// probability falls when they are covered with the chromosome's mean ink. Negative: they speak against it.
///
/// This needs predictions only, so it works for every model; a gradient would not exist for all of them
/// (decision 0022).
/// @param corner  As of place_along_axis.
/// @param cell    What the chromosome is measured by.
/// @return        One for each row of the strip.
/// @source        Zeiler and Fergus 2014, occlusion; here along the axis, with mean ink in place of grey.
base::Expected<std::vector<double>> band_evidence(const Classifier& classifier,
                                                  const Straightened& chromosome, base::Point corner,
                                                  const CellMeasures& cell, int label);

}  // namespace pinnacle::classification

#endif  // PINNACLE_CLASSIFICATION_OCCLUSION_H_
