#include "pinnacle/karyotyping/karyotyper.h"

#include <algorithm>
#include <cstdio>

#include "pinnacle/classification/centromere.h"
#include "pinnacle/classification/classifier.h"
#include "pinnacle/cytogenetics/bands.h"
#include "pinnacle/cytogenetics/composition.h"
#include "pinnacle/image/outline.h"
#include "pinnacle/segmentation/outline_finder.h"

namespace pinnacle::karyotyping {
namespace {

using classification::Assigned;
using classification::Opinion;
using classification::Straightened;
using cytogenetics::Chromosome;
using cytogenetics::ChromosomeClass;
using cytogenetics::ClassProbabilities;
using segmentation::Detection;

/// Fewer objects than this are no metaphase but dirt, a nucleus or another picture altogether.
constexpr std::size_t kFewestOfAMetaphase = 12;

ClassProbabilities probabilities_of(const Detection& detection) {
  ClassProbabilities p;
  p.fill(1.0 / cytogenetics::kClassCount);
  if (detection.class_probabilities.size() == p.size()) std::copy(detection.class_probabilities.begin(), detection.class_probabilities.end(), p.begin());
  return p;
}

std::string percent(double p) {
  char text[16];
  std::snprintf(text, sizeof text, "%.0f %%", 100 * p);
  return text;
}

ChromosomeClass most_probable(const ClassProbabilities& p) {
  return static_cast<ChromosomeClass>(std::max_element(p.begin(), p.end()) - p.begin());
}

/// From the top of the image down.
void sort_down(std::vector<Detection>& detections) {
  std::sort(detections.begin(), detections.end(), [](const auto& a, const auto& b) {
    return std::pair(a.box.y, a.box.x) < std::pair(b.box.y, b.box.x);
  });
}

void set_orientation(Chromosome& c, const Opinion& opinion) {
  if (c.axis.empty()) return;
  c.upside_down = opinion.p_on_top < 0.5;
  c.orientation_probability = std::max(opinion.p_on_top, 1 - opinion.p_on_top);
}

void set_centromere(Chromosome& c, const Straightened& straight) {
  if (!c.upside_down || !cytogenetics::is_normal_class(c.label)) return;
  const double expected = cytogenetics::centromere_of(c.label, cytogenetics::BandLevel::k400);
  const bool turned = *c.upside_down;
  const auto found = classification::find_centromere(straight.strip, turned ? 1 - expected : expected);
  if (found) c.centromere_from_p_end = turned ? 1 - *found : *found;
}

void doubt(Chromosome& c, const Assigned& assigned, double outline_certainty, const std::string& axis_doubt, const KaryotypingOptions& options) {
  const auto say = [&](const std::string& reason) {
    c.uncertain = true;
    c.reasons.push_back(reason);
  };
  if (c.found_probability < options.least_found_probability) {
    say("may not be one whole chromosome (" + percent(c.found_probability) + ")");
  }
  if (!cytogenetics::is_normal_class(c.label)) {
    say("resembles no normal chromosome closely");
  } else if (assigned.probability < options.least_class_probability) {
    say("class " + std::string(to_string(c.label)) + " is doubtful (" + percent(assigned.probability) + " in this cell)");
  }
  if (c.label != c.label_alone) say("alone it looks like " + std::string(to_string(c.label_alone)) + "; the other chromosomes decided");
  if (c.outline.size() > 1) say("its outline is in " + std::to_string(c.outline.size()) + " pieces");
  if (outline_certainty < options.least_outline_certainty) say("its outline is doubtful (" + percent(outline_certainty) + ")");
  if (!axis_doubt.empty()) say(axis_doubt);
  if (!c.upside_down || c.orientation_probability < options.least_orientation_probability) {
    say("which end is up is doubtful (" + percent(c.orientation_probability) + ")");
  }
}

}  // namespace

void flag_cell(cytogenetics::Cell& cell) {
  const auto composed = cytogenetics::composition(cell);
  cell.composition = composed.text;
  cell.flags = composed.flags;
  if (cell.composition && cell.count() != 46) {
    cell.flags.push_back(std::to_string(cell.count()) + " chromosomes: an aneuploidy, a loss in preparation or an error of counting");
  } else if (cell.composition && !cytogenetics::is_balanced(cell)) {
    cell.flags.push_back("46 chromosomes, yet not two of each: two misnamed ones are likelier than a gain and a loss");
  }
  const auto doubtful = std::count_if(cell.chromosomes.begin(), cell.chromosomes.end(), [](const auto& c) { return c.uncertain; });
  if (doubtful > 0) cell.flags.push_back(std::to_string(doubtful) + " of " + std::to_string(cell.count()) + " chromosomes are uncertain");
}

Karyotyper::Karyotyper(const Networks& networks) : networks_(networks), identity_{"pinnacle", {}} {
  for (const auto* network : {&networks.detector, &networks.outliner, &networks.classifier}) {
    identity_.name += (identity_.hash.empty() ? " " : " + ") + network->info().network;
    identity_.hash += (identity_.hash.empty() ? "" : "+") + network->info().hash.substr(0, 16);
  }
}

base::Expected<KaryotypedCell> Karyotyper::karyotype(const image::Page& page, const KaryotypingOptions& options) const {
  auto picture = image::normalise(page.grey, page.bits);
  segmentation::DetectionOptions detection;
  detection.um_per_px = options.um_per_px ? options.um_per_px : page.um_per_px;
  detection.least_score = options.least_score;
  PINNACLE_TRY(auto found, segmentation::Detector(networks_.detector).detect(picture.grey, detection));
  if (found.detections.size() < kFewestOfAMetaphase) found.detections.clear();
  PINNACLE_TRY(auto result, from_detections(std::move(picture), std::move(found.detections), options));
  result.candidates = std::move(found.candidates);
  return result;
}

base::Expected<KaryotypedCell> Karyotyper::karyotype_boxes(const image::Page& page, const std::vector<base::Box>& boxes,
                                                           const KaryotypingOptions& options) const {
  auto picture = image::normalise(page.grey, page.bits);
  segmentation::DetectionOptions detection;
  detection.um_per_px = options.um_per_px ? options.um_per_px : page.um_per_px;
  PINNACLE_TRY(const auto found, segmentation::Detector(networks_.detector).detect(picture.grey, detection));
  std::vector<Detection> given;
  for (const auto& box : boxes) {
    Detection one{box, 1, {}};
    double best = 0.3;
    for (const auto& d : found.candidates) {
      if (const double overlap = base::iou(d.box, box); overlap > best) best = overlap, one.class_probabilities = d.class_probabilities;
    }
    given.push_back(std::move(one));
  }
  return from_detections(std::move(picture), std::move(given), options);
}

base::Expected<KaryotypedCell> Karyotyper::from_detections(image::Normalised picture, std::vector<Detection> detections,
                                                           const KaryotypingOptions& options) const {
  KaryotypedCell result;
  auto& cell = result.cell;
  cell.model = identity_;
  cell.width = picture.grey.width();
  cell.height = picture.grey.height();
  cell.bright_on_dark = picture.bright_on_dark;
  sort_down(detections);

  std::vector<base::Box> boxes;
  for (const auto& d : detections) boxes.push_back(d.box);
  PINNACLE_TRY(const auto outlines, segmentation::OutlineFinder(networks_.outliner).find(picture.grey, boxes));
  std::vector<Straightened> straight;
  for (const auto& outline : outlines) straight.push_back(classification::straightened(picture.grey, outline.mask));
  PINNACLE_TRY(const auto opinions, classification::Classifier(networks_.classifier).classify(classification::prepare_cell(straight)));

  std::vector<ClassProbabilities> together;
  std::vector<double> found;
  for (std::size_t i = 0; i < detections.size(); ++i) {
    PINNACLE_TRY(const auto classes, classification::normal_classes(opinions[i]));
    result.evidence.push_back({probabilities_of(detections[i]), classes});
    together.push_back(classification::pooled(result.evidence[i].detector, classes, options.pooling));
    found.push_back(detections[i].score);
  }
  const auto assigned = classification::assign_cell(together, found, options.assignment);

  for (std::size_t i = 0; i < detections.size(); ++i) {
    Chromosome c;
    c.id = static_cast<int>(i) + 1;
    c.box = detections[i].box;
    c.outline = image::outlines_of(outlines[i].mask);
    c.label = assigned[i].label;
    c.label_alone = most_probable(together[i]);
    c.probabilities = together[i];
    c.found_probability = detections[i].score;
    c.axis = straight[i].axis.points;
    c.axis_trusted = straight[i].axis.trusted;
    set_orientation(c, opinions[i]);
    set_centromere(c, straight[i]);
    doubt(c, assigned[i], outlines[i].certainty, straight[i].axis.doubt, options);
    cell.chromosomes.push_back(std::move(c));
  }
  flag_cell(cell);
  result.picture = std::move(picture);
  return result;
}

}  // namespace pinnacle::karyotyping
