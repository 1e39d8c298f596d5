#ifndef PINNACLE_CYTOGENETICS_CELL_H_
#define PINNACLE_CYTOGENETICS_CELL_H_

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "pinnacle/base/geometry.h"
#include "pinnacle/cytogenetics/chromosome.h"

namespace pinnacle::cytogenetics {

/// One chromosome as found in a metaphase. All places are pixels of the original image.
struct Chromosome {
  int id = 0;  ///< Unique in its cell, 1, 2, ... from the top of the image down.
  base::Box box;
  std::vector<base::Polygon> outline;  ///< Outer rings; a chromosome cut by a crossing has several.

  ChromosomeClass label = ChromosomeClass::kUnclassified;        ///< After the joint step, or a person's.
  ChromosomeClass label_alone = ChromosomeClass::kUnclassified;  ///< Before the joint step.
  std::optional<ChromosomeClass> label_found;  ///< What was found, where a person set or confirmed the label.
  ClassProbabilities probabilities{};                            ///< Calibrated, before the joint step.
  double found_probability = 0;  ///< That this is one whole chromosome.

  /// The medial axis, end to end, its first point the upper end in the image (the left one if level).
  std::vector<base::Point> axis;
  bool axis_trusted = false;
  std::string axis_doubt;        ///< Why the axis is not trusted; empty if it is.
  double outline_certainty = 1;  ///< Mean certainty of the outline's pixels; 1 where a person drew it.
  /// True if the p arm is the lower end, that is, at the axis's last point. Unknown: empty.
  std::optional<bool> upside_down;
  bool turned = false;                          ///< A person set upside_down: found was upside_down_found.
  std::optional<bool> upside_down_found;        ///< Where a person set upside_down.
  double orientation_probability = 0.5;         ///< Of the orientation that was found.
  std::optional<double> centromere_from_p_end;  ///< Fraction of the axis from the p end, 0 .. 1.

  bool uncertain = false;
  std::vector<std::string> reasons;  ///< Why it is uncertain, or what the joint step overrode.

  /// What ISCN calls it where it is known not to be a normal one: "del(5)(p14)", "mar".
  std::string abnormality;
  std::vector<base::Point> breaks;  ///< Of an abnormal one, on its axis: where parts meet, and new ends.
  bool ring = false;                ///< The last point of its axis lies just before the first.

  /// A person set or confirmed its class, or turned it.
  bool looked_at() const { return label_found || turned; }
};

/// Which network decided, as reports print it.
struct ModelIdentity {
  std::string name;
  std::string hash;
  bool operator==(const ModelIdentity&) const = default;
};

/// What all candidates of a cell add up to, each counted as its probability of being one whole chromosome.
struct CountEvidence {
  int taken = 0;        ///< How many of them were taken for chromosomes.
  double expected = 0;  ///< The sum of all probabilities.
  double deviation =
      0;  ///< Standard deviation of the number, if each stands by itself: root of the sum of p (1 - p).
  bool operator==(const CountEvidence&) const = default;
};

/// One metaphase and what was found in it.
struct Cell {
  ModelIdentity model;
  std::string image;  ///< File name as the user gave it.
  int page = 0;       ///< Of a multi-page file, from 0.
  int width = 0;
  int height = 0;
  bool bright_on_dark = false;
  std::vector<Chromosome> chromosomes;
  std::optional<std::string> composition;  ///< "47,XX,+21"; empty where it cannot be said (see flags).
  int found = 0;                           ///< How many chromosomes were found at first, ids 1 to this.
  int cells_in_image = 1;                  ///< How many metaphases the image holds, this one among them.
  std::optional<CountEvidence> count_evidence;  ///< Empty where the chromosomes were given, not found.
  std::vector<base::Polygon> left_over;    ///< Outlines of what looks like a chromosome and belongs to none.
  std::optional<int> contrast_levels;      ///< Grey levels of the image that part its darkest from its background.
  std::vector<std::string> flags;          ///< Doubts about the whole cell, in words.
  std::string standing = "Draft, not reviewed. Structure was not assessed.";  ///< Stands below its name.
  double seconds = 0;                      ///< Wall time spent on it.

  int count() const { return static_cast<int>(chromosomes.size()); }
  /// The ids of those that were found and that a person took out.
  std::vector<int> removed() const {
    std::vector<int> ids;
    for (int id = 1; id <= found; ++id) {
      if (std::none_of(chromosomes.begin(), chromosomes.end(), [id](const auto& c) { return c.id == id; }))
        ids.push_back(id);
    }
    return ids;
  }
};

/// A cell's place in a case.
struct CaseCell {
  Cell cell;
  std::string name;  ///< Unique in the run; names the cell's output files.
  std::string specimen, culture, slide, x, y;  ///< As the manifest says; empty if it does not.
};

struct Case {
  std::string name;
  std::vector<CaseCell> cells;
};

}  // namespace pinnacle::cytogenetics

#endif  // PINNACLE_CYTOGENETICS_CELL_H_
