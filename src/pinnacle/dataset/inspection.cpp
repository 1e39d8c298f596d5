#include "pinnacle/dataset/inspection.h"

#include <algorithm>
#include <cstdio>

#include "pinnacle/dataset/duplicates.h"
#include "pinnacle/evaluation/double_boxes.h"
#include "pinnacle/image/crop.h"
#include "pinnacle/image/lone_object.h"
#include "pinnacle/image/normalise.h"

namespace pinnacle::dataset {
namespace {

using base::ErrorCode;
using cytogenetics::ChromosomeClass;

/// Chromosomes whose bands are compared with the ideogram, spread over the data.
constexpr std::size_t kBandedChromosomes = 600;
/// Lets the background around a chromosome be seen.
constexpr int kBoxMarginPx = 3;
/// Cells are whole, and their counts can be judged, where half of them have this many chromosomes.
constexpr std::size_t kWholeCell = 40;
/// Constitutional aneuploidies lie within; what lies beyond is a loss in preparation, two cells in one, or
/// rare.
constexpr std::size_t kFewestUsual = 44, kMostUsual = 49;
constexpr std::size_t kMostOfAnAutosome = 3;

/// The labels of one cell.
struct CellLabels {
  std::string name, patient;
  std::vector<std::string> labels;
};

std::string text_of(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f", value);
  return text;
}

Range range_of(std::vector<int> values) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  return {values.front(), values[values.size() / 2], values.back()};
}

/// Something odd in what the labels of a whole cell add up to.
std::optional<std::string> oddity_of(const CellLabels& cell) {
  if (cell.labels.size() < kFewestUsual || cell.labels.size() > kMostUsual) {
    return std::to_string(cell.labels.size()) + " chromosomes";
  }
  std::map<ChromosomeClass, std::size_t> counts;
  for (const auto& label : cell.labels) {
    if (const auto chromosome = chromosome_of(label)) ++counts[*chromosome];
  }
  std::size_t classified = 0;
  for (const auto& [chromosome, count] : counts) classified += count;
  for (int k = 0; k < cytogenetics::kClassCount; ++k) {
    const auto chromosome = static_cast<ChromosomeClass>(k);
    const auto name = std::string(to_string(chromosome));
    if (!cytogenetics::is_autosome(chromosome)) continue;
    if (counts[chromosome] > kMostOfAnAutosome)
      return std::to_string(counts[chromosome]) + " of chromosome " + name;
    if (counts[chromosome] == 0 && classified == cell.labels.size()) return "no chromosome " + name;
  }
  return std::nullopt;
}

/// Counts by label, cell and patient, and what is odd about them.
void take_census(Inspection& inspection, const std::vector<CellLabels>& cells,
                 const std::optional<LabelSet>& wanted) {
  std::map<std::string, std::size_t> by_label;
  std::vector<std::size_t> sizes;
  for (const auto& cell : cells) {
    for (const auto& label : cell.labels) ++by_label[label];
    inspection.chromosomes += cell.labels.size();
    if (!cell.patient.empty()) inspection.patients[cell.patient].chromosomes += cell.labels.size();
    if (cell.name.empty()) continue;
    ++inspection.cells;
    ++inspection.cells_by_count[cell.labels.size()];
    sizes.push_back(cell.labels.size());
    if (!cell.patient.empty()) ++inspection.patients[cell.patient].cells;
  }
  std::vector<std::string> occurring;
  for (const auto& [label, count] : by_label) occurring.push_back(label);
  const auto labels = wanted ? *wanted : LabelSet::suiting(occurring);
  for (const auto& label : labels.names()) {
    inspection.by_label.emplace_back(label, by_label[label]);
    if (by_label[label] == 0)
      inspection.findings.push_back({FindingKind::kMissingLabel, label, "", "no picture", {}});
  }
  for (const auto& label : occurring) {
    if (labels.index_of(label)) continue;
    inspection.by_label.emplace_back(label, by_label[label]);
    inspection.findings.push_back(
        {FindingKind::kUnknownLabel, label, "", std::to_string(by_label[label]) + " chromosomes", {}});
  }
  std::sort(sizes.begin(), sizes.end());
  if (sizes.empty() || sizes[sizes.size() / 2] < kWholeCell) return;
  for (const auto& cell : cells) {
    if (cell.name.empty()) continue;
    if (const auto oddity = oddity_of(cell))
      inspection.findings.push_back({FindingKind::kUnusualCell, cell.name, "", *oddity, {}});
  }
}

/// What is known of a picture when it turns up a second time.
struct Source {
  std::string file, label, patient;
};

void compare(Inspection& inspection, const std::vector<Fingerprint>& pictures,
             const std::vector<Source>& sources) {
  for (const auto& pair : find_alike(pictures)) {
    const auto &a = sources[pair.first], &b = sources[pair.second];
    const auto add = [&](FindingKind kind, const std::string& detail) {
      inspection.findings.push_back({kind, a.file, b.file, detail, {}});
    };
    add(pair.exact ? FindingKind::kDuplicate : FindingKind::kNearDuplicate,
        pair.exact ? "the same pixels" : "correlation " + text_of(pair.correlation));
    if (a.label != b.label) add(FindingKind::kTwoLabels, a.label + " and " + b.label);
    if (a.patient != b.patient) add(FindingKind::kTwoPatients, a.patient + " and " + b.patient);
  }
}

void add_double_boxes(Inspection& inspection, const LabelledMetaphase& metaphase) {
  const auto& boxes = metaphase.boxes;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    for (std::size_t k = i + 1; k < boxes.size(); ++k) {
      if (!evaluation::are_double(boxes[i].box, boxes[k].box)) continue;
      const bool same = boxes[i].label == boxes[k].label;
      inspection.findings.push_back(
          {same ? FindingKind::kDuplicate : FindingKind::kTwoLabels, metaphase.file.string(), "",
           "boxes " + std::to_string(i + 1) + " and " + std::to_string(k + 1) + ", " +
               std::string(to_string(boxes[i].label)) + " and " + std::string(to_string(boxes[k].label)) +
               ", IoU " + text_of(base::iou(boxes[i].box, boxes[k].box)),
           boxes[i].box});
    }
  }
}

bool is_bright_on_dark(const image::Grey& metaphase) {
  image::Grey16 deep(metaphase.width(), metaphase.height());
  std::copy(metaphase.values().begin(), metaphase.values().end(), deep.values().begin());
  return image::normalise(deep, 8).bright_on_dark;
}

/// Boxes that no other touches: what lies in them is one chromosome.
std::vector<const LabelledBox*> lone_boxes(const LabelledMetaphase& metaphase) {
  std::vector<const LabelledBox*> lone;
  for (const auto& box : metaphase.boxes) {
    const bool touched = std::any_of(metaphase.boxes.begin(), metaphase.boxes.end(), [&](const auto& other) {
      return &other != &box && base::intersection_area(other.box, box.box) > 0;
    });
    if (!touched && cytogenetics::is_normal_class(box.label)) lone.push_back(&box);
  }
  return lone;
}

/// Reads pictures one after the other and keeps of each what its comparison with others needs.
class PictureTour {
 public:
  PictureTour(Inspection& inspection, base::Progress& progress, std::size_t count)
      : inspection_(inspection), progress_(progress) {
    inspection_.pictures = count;
    progress_.begin("Looking at pictures", count);
  }

  /// @return  The picture, or nothing if it cannot be read.
  base::Expected<std::optional<image::Grey>> next(const std::filesystem::path& file) {
    if (progress_.stop_requested())
      return base::unexpected(ErrorCode::kCancelled, "stopped while looking at pictures");
    auto grey = read_picture(file);
    progress_.update(++done_, {});
    if (!grey) {
      inspection_.findings.push_back({FindingKind::kUnreadable, file.string(), "", grey.error().what, {}});
      return std::optional<image::Grey>();
    }
    widths_.push_back(grey->width());
    heights_.push_back(grey->height());
    return std::optional(*std::move(grey));
  }

  void keep(Fingerprint print, Source source) {
    prints_.push_back(std::move(print));
    sources_.push_back(std::move(source));
  }

  void finish() {
    inspection_.width_px = range_of(std::move(widths_));
    inspection_.height_px = range_of(std::move(heights_));
    compare(inspection_, prints_, sources_);
    std::stable_sort(inspection_.findings.begin(), inspection_.findings.end(),
                     [](const auto& a, const auto& b) { return a.kind < b.kind; });
  }

 private:
  Inspection& inspection_;
  base::Progress& progress_;
  std::size_t done_ = 0;
  std::vector<int> widths_, heights_;
  std::vector<Fingerprint> prints_;
  std::vector<Source> sources_;
};

std::vector<CellLabels> cells_of(const std::vector<LabelledImage>& images) {
  std::map<std::pair<std::string, std::string>, CellLabels> cells;  // By patient and cell.
  for (const auto& image : images) {
    auto& cell = cells[{image.patient, image.cell}];
    if (!image.cell.empty())
      cell.name = "cell " + image.cell + (image.patient.empty() ? "" : " of patient " + image.patient);
    cell.patient = image.patient;
    cell.labels.push_back(image.label);
  }
  std::vector<CellLabels> all;
  for (auto& [name, cell] : cells) all.push_back(std::move(cell));
  return all;
}

std::vector<CellLabels> cells_of(const std::vector<LabelledMetaphase>& metaphases) {
  std::vector<CellLabels> all;
  for (const auto& metaphase : metaphases) {
    all.push_back({metaphase.file.string(), metaphase.patient, {}});
    for (const auto& box : metaphase.boxes) all.back().labels.emplace_back(to_string(box.label));
  }
  return all;
}

}  // namespace

base::Expected<Inspection> inspect_images(const std::vector<LabelledImage>& images,
                                          const std::optional<LabelSet>& labels, base::Progress& progress) {
  Inspection inspection;
  take_census(inspection, cells_of(images), labels);
  PictureTour tour(inspection, progress, images.size());
  const auto between = std::max<std::size_t>(1, images.size() / kBandedChromosomes);
  for (std::size_t i = 0; i < images.size(); ++i) {
    const auto& labelled = images[i];
    inspection.without_cell += labelled.cell.empty();
    inspection.without_patient += labelled.patient.empty();
    PINNACLE_TRY(const auto grey, tour.next(labelled.file));
    if (!grey) continue;
    const auto object = image::lone_object(*grey);
    inspection.bright_on_dark += object.bright_on_dark;
    tour.keep(fingerprint(*grey, object), {labelled.file.string(), labelled.label, labelled.patient});
    const auto chromosome = cytogenetics::parse_class(labelled.label);
    if (i % between == 0 && chromosome && cytogenetics::is_normal_class(*chromosome))
      inspection.banding.add(*grey, *chromosome);
  }
  tour.finish();
  return inspection;
}

base::Expected<Inspection> inspect_metaphases(const std::vector<LabelledMetaphase>& metaphases,
                                              const std::optional<LabelSet>& labels,
                                              base::Progress& progress) {
  Inspection inspection;
  inspection.metaphases = true;
  take_census(inspection, cells_of(metaphases), labels);
  PictureTour tour(inspection, progress, metaphases.size());
  constexpr std::size_t kMetaphasesForBands = 60;
  const auto between = std::max<std::size_t>(1, metaphases.size() / kMetaphasesForBands);
  for (std::size_t i = 0; i < metaphases.size(); ++i) {
    const auto& metaphase = metaphases[i];
    inspection.without_patient += metaphase.patient.empty();
    add_double_boxes(inspection, metaphase);
    PINNACLE_TRY(const auto grey, tour.next(metaphase.file));
    if (!grey) continue;
    inspection.bright_on_dark += is_bright_on_dark(*grey);
    tour.keep(fingerprint(*grey), {metaphase.file.string(), "", metaphase.patient});
    if (i % between != 0) continue;
    for (const auto* box : lone_boxes(metaphase))
      inspection.banding.add(image::cropped(*grey, box->box, kBoxMarginPx), box->label);
  }
  tour.finish();
  return inspection;
}

}  // namespace pinnacle::dataset
