#ifndef PINNACLE_CLI_MAPPED_METAPHASES_H_
#define PINNACLE_CLI_MAPPED_METAPHASES_H_

#include <filesystem>
#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/base/progress.h"
#include "pinnacle/dataset/class_maps.h"
#include "pinnacle/dataset/metaphases.h"
#include "pinnacle/segmentation/mapped_outlines.h"

namespace pinnacle::cli {

/// The cells of a folder with maps of classes that are noted as 46,XX or 46,XY.
struct PlainCells {
  std::vector<dataset::ClassMappedMetaphase> cells;
  std::size_t others = 0;  ///< How many are not: their maps do not tell how many chromosomes there are.
};

/// @errors As dataset::read_class_maps; kUnsupported: no cell is plain.
base::Expected<PlainCells> read_plain_cells(const std::filesystem::path& folder);

/// A plain cell's chromosomes, as far as its map tells them apart.
/// @param width, height  Of its picture.
/// @errors As dataset::read_class_map.
base::Expected<segmentation::MappedOutlines> mapped_chromosomes(const dataset::ClassMappedMetaphase& cell, int width,
                                                                int height);

/// The plain cells of a folder whose maps tell all chromosomes apart, with the box, class and outline of each. A cell
/// with one chromosome unknown would teach that there is none.
/// @param progress  Is told what is left out.
/// @errors As read_plain_cells and dataset::read_picture; kCancelled.
base::Expected<std::vector<dataset::LabelledMetaphase>> read_mapped_metaphases(const std::filesystem::path& folder,
                                                                               base::Progress& progress);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_MAPPED_METAPHASES_H_
