#include "pinnacle/karyotyping/karyotyper.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

#include "pinnacle/base/median.h"
#include "pinnacle/classification/classifier.h"
#include "pinnacle/cytogenetics/composition.h"
#include "pinnacle/image/outline.h"
#include "pinnacle/karyotyping/centromeres.h"
#include "pinnacle/karyotyping/corrections.h"
#include "pinnacle/karyotyping/count_evidence.h"
#include "pinnacle/karyotyping/size_doubts.h"
#include "pinnacle/karyotyping/verification.h"
#include "pinnacle/segmentation/cells_in_field.h"
#include "pinnacle/segmentation/left_over.h"
#include "pinnacle/segmentation/outline_view.h"

namespace pinnacle::karyotyping {
namespace {

using classification::Opinion;
using classification::Straightened;
using cytogenetics::Chromosome;
using cytogenetics::ChromosomeClass;
using cytogenetics::ClassProbabilities;
using segmentation::Detection;

/// Fewer objects than this are no metaphase but dirt, a nucleus or another picture altogether.
constexpr std::size_t kFewestOfAMetaphase = 12;
/// With fewer grey levels between background and chromosomes than this, light bands and dark ones look alike.
constexpr int kFewLevels = 24;

std::string percent(double p) {
  char text[16];
  std::snprintf(text, sizeof text, "%.0f %%", 100 * p);
  return text;
}

/// Those that are likely enough, of a metaphase; none of what is no metaphase.
std::vector<Detection> taken(std::vector<Detection> candidates, const KaryotypingOptions& options) {
  std::erase_if(candidates, [&](const auto& c) { return c.score < options.least_score; });
  if (candidates.size() < kFewestOfAMetaphase) candidates.clear();
  return candidates;
}

double square_of_way(const Detection& a, const Detection& b) {
  const auto way = a.box.centre() - b.box.centre();
  return base::dot(way, way);
}

/// The candidates that lie nearer to this cell's chromosomes than to another's, the cell's own among them.
/// @param groups  Each cell's chromosomes, as indices.
std::vector<Detection> nearest_candidates(const std::vector<Detection>& candidates,
                                          const std::vector<Detection>& chromosomes,
                                          const std::vector<std::vector<std::size_t>>& groups,
                                          std::size_t cell) {
  std::vector<Detection> own;
  for (const auto& candidate : candidates) {
    std::size_t best_group = 0;
    double best = std::numeric_limits<double>::infinity();
    for (std::size_t g = 0; g < groups.size(); ++g) {
      for (const auto i : groups[g]) {
        if (const double way = square_of_way(candidate, chromosomes[i]); way < best)
          best = way, best_group = g;
      }
    }
    if (best_group == cell) own.push_back(candidate);
  }
  return own;
}

/// From the top of the image down.
void sort_down(std::vector<Detection>& detections) {
  std::sort(detections.begin(), detections.end(), [](const auto& a, const auto& b) {
    return std::pair(a.box.y, a.box.x) < std::pair(b.box.y, b.box.x);
  });
}

void set_orientation(Chromosome& c, const Opinion& opinion) {
  if (c.axis.empty() || !classification::tells_orientation(opinion)) return;
  c.upside_down = opinion.p_on_top < 0.5;
  c.orientation_probability = std::max(opinion.p_on_top, 1 - opinion.p_on_top);
}

/// What there is to be seen of a chromosome by itself.
void set_looks(Chromosome& c, const image::PlacedMask& mask, const Straightened& straight, const Opinion& opinion) {
  c.outline = image::outlines_of(mask);
  c.axis = straight.axis.points;
  c.axis_trusted = straight.axis.trusted;
  c.axis_doubt = straight.axis.doubt;
  set_orientation(c, opinion);
}

/// @param class_probability  Of its label in this cell; empty where a person set it.
/// @param relative_width     Beside the cell's median.
/// @param size_doubt         What is doubtful about its size; empty if nothing is.
void doubt(Chromosome& c, std::optional<double> class_probability, double relative_width,
           const std::string& size_doubt, const KaryotypingOptions& options) {
  c.uncertain = false;
  c.reasons.clear();
  const auto say = [&](const std::string& reason) {
    c.uncertain = true;
    c.reasons.push_back(reason);
  };
  if (c.found_probability < options.least_found_probability) {
    say("may not be one whole chromosome (" + percent(c.found_probability) + ")");
  }
  if (class_probability) {
    if (!cytogenetics::is_normal_class(c.label)) {
      say("resembles no normal chromosome closely");
    } else if (*class_probability < options.least_class_probability) {
      say("class " + std::string(to_string(c.label)) + " is doubtful (" + percent(*class_probability) + " in this cell)");
    }
    if (c.label != c.label_alone) say("alone it looks like " + std::string(to_string(c.label_alone)) + "; the other chromosomes decided");
  }
  if (c.outline.size() > 1) say("its outline is in " + std::to_string(c.outline.size()) + " pieces");
  if (c.outline_certainty < options.least_outline_certainty) say("its outline is doubtful (" + percent(c.outline_certainty) + ")");
  if (!c.axis_doubt.empty()) say(c.axis_doubt);
  if (relative_width > options.greatest_width) say("it is much wider than the others: folded, or more than one chromosome");
  if (!size_doubt.empty()) say(size_doubt);
  if (!c.upside_down) {
    say("which end is up is not known");
  } else if (c.orientation_probability < options.least_orientation_probability) {
    say("which end is up is doubtful (" + percent(c.orientation_probability) + ")");
  }
}

std::vector<std::string> size_doubts_of(const cytogenetics::Cell& cell,
                                        const std::vector<Straightened>& straight) {
  std::vector<ChromosomeClass> labels;
  std::vector<classification::Measures> measures;
  for (const auto& c : cell.chromosomes) labels.push_back(c.label);
  for (const auto& s : straight) measures.push_back(s.measures);
  return size_doubts(labels, measures);
}

double median_width(const std::vector<Straightened>& chromosomes) {
  std::vector<double> widths;
  for (const auto& c : chromosomes) widths.push_back(c.measures.width_px);
  if (widths.empty()) return 1;
  return std::max(base::median(std::move(widths)), 1.0);
}

ClassProbabilities surely(ChromosomeClass label) {
  ClassProbabilities p{};
  p[static_cast<std::size_t>(label)] = 1;
  return p;
}

/// The joint step: names all chromosomes from what each looks like, then says what is doubtful.
void settle(cytogenetics::Cell& cell, const std::vector<Straightened>& straight, const KaryotypingOptions& options) {
  std::vector<ClassProbabilities> opinions;
  std::vector<double> found;
  std::vector<std::size_t> taking_part;
  for (std::size_t i = 0; i < cell.chromosomes.size(); ++i) {
    const auto& c = cell.chromosomes[i];
    // Whom a person took out of the 24 classes takes no place of the others.
    if (c.label_found && !cytogenetics::is_normal_class(c.label)) continue;
    opinions.push_back(c.label_found ? surely(c.label) : c.probabilities);
    found.push_back(c.found_probability);
    taking_part.push_back(i);
  }
  const auto assigned = classification::assign_cell(opinions, found, options.assignment);
  std::vector<std::optional<double>> class_probability(cell.chromosomes.size());
  for (std::size_t k = 0; k < taking_part.size(); ++k) {
    auto& c = cell.chromosomes[taking_part[k]];
    c.label_alone = cytogenetics::most_probable(c.probabilities);
    if (c.label_found) continue;
    c.label = assigned[k].label;
    class_probability[taking_part[k]] = assigned[k].probability;
  }
  const double usual_width = median_width(straight);
  const auto size_doubt = size_doubts_of(cell, straight);
  for (std::size_t i = 0; i < cell.chromosomes.size(); ++i) {
    set_centromere(cell.chromosomes[i], straight[i]);
    doubt(cell.chromosomes[i], class_probability[i], straight[i].measures.width_px / usual_width,
          size_doubt[i], options);
  }
  settle_corrections(cell);
}

segmentation::DetectionOptions detection_options(const image::Page& page, const KaryotypingOptions& options) {
  segmentation::DetectionOptions detection;
  detection.um_per_px = options.um_per_px ? options.um_per_px : page.um_per_px;
  return detection;
}

/// The box with each side moved half of the way towards that of a smaller one inside it, and no further than
/// so much.
base::Box tightened(const base::Box& box, const base::Box& inner, double most_px) {
  const auto step = [most_px](double gap) { return std::clamp(gap / 2, 0.0, most_px); };
  const double left = step(inner.x - box.x), top = step(inner.y - box.y);
  return {box.x + left, box.y + top, box.width - left - step(box.right() - inner.right()),
          box.height - top - step(box.bottom() - inner.bottom())};
}

/// The detector's boxes are as loose as those that people drew for it to learn from: on the smallest
/// chromosomes twice as large as the chromosome. An outline may lack an arm behind a crossing, so it is
/// trusted for small steps only.
void tighten_boxes(cytogenetics::Cell& cell) {
  constexpr double kMostShare = 0.03;  // Of the mean longer side.
  std::vector<base::Box> boxes;
  for (const auto& c : cell.chromosomes) boxes.push_back(c.box);
  const double most_px = kMostShare * segmentation::mean_long_side(boxes);
  for (auto& c : cell.chromosomes) {
    if (!c.outline.empty()) c.box = tightened(c.box, base::bounds_of(c.outline), most_px);
  }
}

base::Unexpected refused(const std::string& what, const std::string& place = {}) {
  return base::unexpected(base::ErrorCode::kInvalidArgument, what, place, "Name chromosomes and pixels of this cell");
}

base::Expected<void> check_mask(const image::PlacedMask& object, const image::Grey& picture) {
  if (image::area_of(object.mask) == 0) return refused("an outline has no pixels");
  if (object.x < 0 || object.y < 0 || object.x + object.mask.width() > picture.width() ||
      object.y + object.mask.height() > picture.height()) {
    return refused("an outline reaches beyond the picture");
  }
  return {};
}

/// One chromosome that came, with what is known of it before it is looked at.
struct Newcomer {
  Chromosome chromosome;
  image::PlacedMask mask;
};

/// Takes out of the cell what goes and gives what comes, each with its id and, one for one, a person's label.
base::Expected<std::vector<Newcomer>> exchange(cytogenetics::Cell& cell, const image::Grey& picture, const std::vector<OutlineChange>& changes) {
  int last_id = cell.found;
  for (const auto& c : cell.chromosomes) last_id = std::max(last_id, c.id);
  std::vector<Newcomer> newcomers;
  for (const auto& change : changes) {
    std::vector<Chromosome> gone;
    for (const int id : change.gone) {
      const auto at = std::find_if(cell.chromosomes.begin(), cell.chromosomes.end(), [id](const auto& c) { return c.id == id; });
      if (at == cell.chromosomes.end()) return refused("there is no such chromosome, or it has gone already", "id " + std::to_string(id));
      gone.push_back(std::move(*at));
      cell.chromosomes.erase(at);
    }
    for (std::size_t k = 0; k < change.come.size(); ++k) {
      const auto& mask = change.come[k];
      PINNACLE_TRY_VOID(check_mask(mask, picture));
      Chromosome c;
      c.id = k == 0 && !gone.empty() ? gone.front().id : ++last_id;
      c.box = mask.frame();
      c.found_probability = 1;
      if (gone.size() == 1 && change.come.size() == 1 && gone.front().label_found) {
        c.label = gone.front().label;
        c.label_found = gone.front().label_found;
      }
      newcomers.push_back({std::move(c), mask});
    }
  }
  return newcomers;
}

base::Point centre_of(const base::Polygon& ring) {
  base::Point sum;
  for (const auto p : ring) sum = sum + p;
  return sum * (1 / static_cast<double>(ring.size()));
}

/// The middles of some rings in words; the first few, for the overlay shows all.
std::string places_of(const std::vector<base::Polygon>& rings) {
  constexpr std::size_t kMost = 3;
  std::string words;
  for (std::size_t i = 0; i < std::min(rings.size(), kMost); ++i) {
    const auto p = centre_of(rings[i]);
    words += (i > 0 ? ", (" : "(") + std::to_string(std::lround(p.x)) + ", " +
             std::to_string(std::lround(p.y)) + ")";
  }
  return rings.size() > kMost ? words + " and " + std::to_string(rings.size() - kMost) + " more" : words;
}

/// The cell that has the chromosome nearest to that place.
std::size_t nearest_cell(base::Point place, const std::vector<KaryotypedCell>& cells) {
  std::size_t nearest = 0;
  double least = std::numeric_limits<double>::max();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    for (const auto& c : cells[i].cell.chromosomes) {
      const double distance = base::length(c.box.centre() - place);
      if (distance < least) least = distance, nearest = i;
    }
  }
  return nearest;
}

/// Finds what belongs to no chromosome of a field, says it of the nearest cell, and flags all cells anew.
void find_left_over(std::vector<KaryotypedCell>& cells, const image::Grey& picture) {
  std::vector<image::PlacedMask> chromosomes;
  for (const auto& one : cells) {
    for (const auto& c : one.cell.chromosomes)
      chromosomes.push_back(image::filled(c.outline, picture.width(), picture.height()));
  }
  for (const auto& piece : segmentation::left_over(picture, chromosomes)) {
    auto ring = image::outlines_of(piece).front();
    const auto cell = nearest_cell(centre_of(ring), cells);
    cells[cell].cell.left_over.push_back(std::move(ring));
  }
  for (auto& one : cells) flag_cell(one.cell);
}

/// Whether most of what was left over is now part of one of these.
bool is_taken(const base::Polygon& left_over, const std::vector<Newcomer>& newcomers,
              const cytogenetics::Cell& cell) {
  const auto object = image::filled({left_over}, cell.width, cell.height);
  double common = 0;
  for (int y = 0; y < object.mask.height(); ++y) {
    for (int x = 0; x < object.mask.width(); ++x) {
      if (object.mask(x, y) == 0) continue;
      common += std::any_of(newcomers.begin(), newcomers.end(),
                            [&](const auto& one) { return one.mask.has(object.x + x, object.y + y); });
    }
  }
  return common > image::area_of(object.mask) / 2;
}

}  // namespace

void flag_cell(cytogenetics::Cell& cell) {
  const auto composed = cytogenetics::composition(cell);
  cell.composition = composed.text;
  cell.flags = composed.flags;
  if (cell.count() == 0 && cell.found > 0) {
    cell.flags = {"0 chromosomes: all " + std::to_string(cell.found) + " that were found were removed by a person"};
  }
  if (cell.cells_in_image > 1) {
    cell.flags.push_back("one of " + std::to_string(cell.cells_in_image) + " metaphases in the image: see that none has a chromosome of another");
  }
  if (cell.composition && cell.count() != 46) {
    cell.flags.push_back(std::to_string(cell.count()) + " chromosomes: an aneuploidy, a loss in preparation or an error of counting");
  } else if (cell.composition && !cytogenetics::is_balanced(cell)) {
    cell.flags.push_back("46 chromosomes, yet not two of each: two misnamed ones are likelier than a gain and a loss");
  }
  if (count_is_doubtful(cell)) {
    char text[120];
    std::snprintf(
        text, sizeof text,
        "the count of %d is doubtful: all that may be chromosomes adds up to %.1f, give or take %.1f",
        cell.count(), cell.count_evidence->expected, cell.count_evidence->deviation);
    cell.flags.push_back(text);
  }
  if (!cell.left_over.empty())
    cell.flags.push_back("chromosome-like material at " + places_of(cell.left_over) +
                         " belongs to no outline");
  if (cell.contrast_levels && *cell.contrast_levels < kFewLevels) {
    cell.flags.push_back("only " + std::to_string(*cell.contrast_levels) +
                         " grey levels between the background and the darkest: too few for bands; see that "
                         "the image was saved with its full range");
  }
  const auto doubtful = std::count_if(cell.chromosomes.begin(), cell.chromosomes.end(), [](const auto& c) { return c.uncertain; });
  if (doubtful > 0) cell.flags.push_back(std::to_string(doubtful) + " of " + std::to_string(cell.count()) + " chromosomes are uncertain");
}

Karyotyper::Karyotyper(const Networks& networks) : networks_(networks), identity_{"pinnacle", {}} {
  for (const auto* network : {&networks.detector, &networks.outliner, &networks.classifier, &networks.verifier}) {
    identity_.name += (identity_.hash.empty() ? " " : " + ") + network->info().network;
    identity_.hash += (identity_.hash.empty() ? "" : "+") + network->info().hash.substr(0, 16);
  }
}

base::Expected<std::vector<Detection>> Karyotyper::candidates_of(const image::Page& page,
                                                                 const image::Normalised& picture,
                                                                 const KaryotypingOptions& options) const {
  if (picture.is_flat) return std::vector<Detection>{};
  PINNACLE_TRY(
      auto found,
      segmentation::Detector(networks_.detector).detect(picture.grey, detection_options(page, options)));
  return verified(worth_a_look(std::move(found.candidates)), picture.grey, networks_, options.pooling);
}

base::Expected<std::vector<KaryotypedCell>> Karyotyper::karyotype_field(const image::Page& page, const KaryotypingOptions& options) const {
  const auto picture = image::normalise(page.grey, page.bits);
  PINNACLE_TRY(const auto candidates, candidates_of(page, picture, options));
  const auto chromosomes = taken(candidates, options);
  std::vector<base::Box> boxes;
  for (const auto& c : chromosomes) boxes.push_back(c.box);
  auto groups = segmentation::cells_in_field(boxes);
  if (groups.empty()) groups.emplace_back();
  std::vector<KaryotypedCell> cells;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    std::vector<Detection> detections;
    for (const auto i : groups[g]) detections.push_back(chromosomes[i]);
    PINNACLE_TRY(auto one, from_detections(picture, std::move(detections), options));
    tighten_boxes(one.cell);
    one.candidates = candidates;
    one.cell.cells_in_image = static_cast<int>(groups.size());
    one.cell.count_evidence =
        count_evidence(nearest_candidates(candidates, chromosomes, groups, g), options.least_score);
    cells.push_back(std::move(one));
  }
  find_left_over(cells, picture.grey);
  return cells;
}

base::Expected<KaryotypedCell> Karyotyper::karyotype_boxes(const image::Page& page, const std::vector<base::Box>& boxes,
                                                           const KaryotypingOptions& options) const {
  auto picture = image::normalise(page.grey, page.bits);
  PINNACLE_TRY(const auto found, segmentation::Detector(networks_.detector).detect(picture.grey, detection_options(page, options)));
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
  cell.contrast_levels = picture.contrast_levels;
  sort_down(detections);

  PINNACLE_TRY(const auto looks, look_at(detections, picture.grey, networks_.outliner, networks_.classifier));
  for (std::size_t i = 0; i < detections.size(); ++i) {
    Chromosome c;
    c.id = static_cast<int>(i) + 1;
    c.box = detections[i].box;
    c.found_probability = detections[i].score;
    c.outline_certainty = looks.outlines[i].certainty;
    result.evidence.push_back({looks.detector_classes[i], looks.classifier_classes[i]});
    c.probabilities = classification::pooled(looks.detector_classes[i], looks.classifier_classes[i], options.pooling);
    set_looks(c, looks.outlines[i].mask, looks.straight[i], looks.opinions[i]);
    cell.chromosomes.push_back(std::move(c));
  }
  cell.found = cell.count();
  settle(cell, looks.straight, options);
  result.picture = std::move(picture);
  return result;
}

base::Expected<cytogenetics::Cell> Karyotyper::revise(cytogenetics::Cell cell, const image::Grey& dark_on_white,
                                                      const std::vector<OutlineChange>& changes, const KaryotypingOptions& options) const {
  if (dark_on_white.width() != cell.width || dark_on_white.height() != cell.height) return refused("the picture is not the cell's");
  PINNACLE_TRY(auto newcomers, exchange(cell, dark_on_white, changes));
  std::vector<Straightened> straight;
  for (const auto& c : cell.chromosomes) straight.push_back(straightened_again(c, dark_on_white));
  const auto stayed = straight.size();
  for (const auto& one : newcomers) straight.push_back(classification::straightened(dark_on_white, one.mask));

  std::vector<classification::Measures> measures;
  for (const auto& s : straight) measures.push_back(s.measures);
  const auto usual = classification::mean_of(measures);
  std::vector<classification::PreparedStrip> strips;
  for (std::size_t i = stayed; i < straight.size(); ++i) strips.push_back(classification::prepare(straight[i], usual));
  PINNACLE_TRY(const auto opinions, classification::Classifier(networks_.classifier).classify(strips));
  for (std::size_t k = 0; k < newcomers.size(); ++k) {
    auto& c = newcomers[k].chromosome;
    PINNACLE_TRY(c.probabilities, classification::normal_classes(opinions[k]));
    set_looks(c, newcomers[k].mask, straight[stayed + k], opinions[k]);
    cell.chromosomes.push_back(std::move(c));
  }
  std::erase_if(cell.left_over, [&](const auto& ring) { return is_taken(ring, newcomers, cell); });
  settle(cell, straight, options);
  return cell;
}

}  // namespace pinnacle::karyotyping
