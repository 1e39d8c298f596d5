#ifndef PINNACLE_DATASET_METAPHASES_H_
#define PINNACLE_DATASET_METAPHASES_H_

#include <filesystem>
#include <string>
#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/base/geometry.h"
#include "pinnacle/cytogenetics/chromosome.h"
#include "pinnacle/image/raster.h"

namespace pinnacle::dataset {

struct LabelledBox {
  base::Box box;
  cytogenetics::ChromosomeClass label = cytogenetics::ChromosomeClass::kUnclassified;
  std::vector<base::Polygon> outline;  ///< Empty where only the box is known.
};

/// A metaphase and the chromosomes that a person marked in it.
struct LabelledMetaphase {
  std::filesystem::path file;  ///< Where its image lies.
  std::string patient;
  std::vector<LabelledBox> boxes;
};

/// Reads COCO annotations: FOLDER/annotations.json, the images beside it or in FOLDER/images; categories named
/// "1" .. "22", "X", "Y", or "chromosome" where no class is known; an image's patient in its field `patient` (without
/// it each image is a patient's only one); outlines as polygons in `segmentation`.
///
/// @return  In the file's order.
/// @errors  kNotFound: no annotations.json. kDamaged: no JSON, a field missing or of another kind, an unknown
///          category or image, an empty box, a box that reaches beyond its image by more than a pixel (where the image
///          states its width and height).
base::Expected<std::vector<LabelledMetaphase>> read_coco(const std::filesystem::path& folder);

/// A metaphase as it is written to annotations.json.
struct DescribedMetaphase {
  std::string file_name;  ///< Relative to the folder.
  std::string patient;
  int width = 0, height = 0;
  std::vector<LabelledBox> boxes;
};

/// COCO annotations that read_coco takes. No box is a marker: COCO's categories here have none.
std::string coco_text(const std::vector<DescribedMetaphase>& metaphases);

/// The metaphase's image as 8-bit grey.
/// @errors  As platform::read_file and image::decode, with the file's name.
base::Expected<image::Grey> read_picture(const std::filesystem::path& file);

/// The same as karyotyping sees it: dark on white whatever the camera, its light evened (image::normalise).
base::Expected<image::Grey> read_dark_on_white(const std::filesystem::path& file);

}  // namespace pinnacle::dataset

#endif  // PINNACLE_DATASET_METAPHASES_H_
