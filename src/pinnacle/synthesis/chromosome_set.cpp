#include "pinnacle/synthesis/chromosome_set.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "pinnacle/base/random.h"
#include "pinnacle/iscn/check.h"
#include "pinnacle/iscn/count.h"
#include "pinnacle/iscn/event_type.h"
#include "pinnacle/iscn/heteromorphism.h"
#include "pinnacle/iscn/print.h"
#include "pinnacle/iscn/structure.h"
#include "pinnacle/synthesis/composite.h"

namespace pinnacle::synthesis {
namespace {

/// A word that tells no form: "cx", "hsr".
bool is_formless(const std::string& word) {
  return !iscn::is_counted_word(word) && !iscn::acentric_kind(word);
}

/// Of a variant without a size nothing is seen; chromosomes whose telomeres hold together lie anywhere.
void note_what_is_not_drawn(const iscn::Clone& clone, std::vector<std::string>& notes) {
  for (const auto& event : clone.events) {
    if (event.kind == iscn::EventKind::kWord && is_formless(event.word))
      notes.push_back("not drawn: " + iscn::print(event));
    if (event.kind == iscn::EventKind::kVariant && !iscn::is_seen(event))
      notes.push_back("drawn as usual: " + iscn::print(event));
    if (event.kind != iscn::EventKind::kStructural) continue;
    const auto& type = event.chain.front().type;
    if (type == "tas") notes.push_back("drawn apart: " + iscn::print(event));
    if (type == "upd") notes.push_back("drawn as usual: " + iscn::print(event));
  }
}

/// Undisclosed sex chromosomes ("46,U") as X, so many that the count is right.
iscn::Karyotype with_sex_told(iscn::Karyotype karyotype) {
  for (std::size_t i = 0; i < karyotype.clones.size(); ++i) {
    auto& clone = karyotype.clones[i];
    if (!iscn::is_sex_untold(clone)) continue;
    const auto told = static_cast<int>(iscn::structure(karyotype, i).chromosomes.size());
    clone.sex = std::string(static_cast<std::size_t>(std::max(0, clone.count.low - told)), 'X');
  }
  return karyotype;
}

/// "ins(5;?)(q13;?)" leaves a chromosome behind that is among the normal ones: nobody knows which it is.
void leave_out_unknown_partners(const iscn::Clone& clone, iscn::CellStructure& cell) {
  auto more = static_cast<int>(cell.chromosomes.size()) - clone.count.high;
  std::erase_if(cell.chromosomes, [&](const auto& c) {
    const bool unknown = c.segments.empty() && c.name.starts_with("der(?)");
    if (!unknown || more <= 0) return false;
    --more;
    cell.notes.push_back("not drawn: " + c.name + ", which is one of the others");
    return true;
  });
}

/// @param karyotype  With a clone at that place whose cells are all alike.
DrawnClone drawn_clone(const iscn::Karyotype& karyotype, std::size_t at, double cells) {
  auto structure = iscn::structure(with_sex_told(karyotype), at);
  auto clone = karyotype.clones[at];
  clone.prefix.clear();  // One clone by itself is no mosaic.
  if (iscn::is_sex_untold(clone)) structure.notes.push_back("its sex chromosomes are not told: drawn as X");
  if (!clone.composite) leave_out_unknown_partners(clone, structure);
  note_what_is_not_drawn(clone, structure.notes);
  return {iscn::print(clone), std::move(structure.chromosomes), structure.acentric, cells,
          std::move(structure.notes)};
}

/// A composite karyotype's cells differ: each is a clone of its own.
void add_composite(const iscn::Karyotype& karyotype, std::size_t at, std::vector<DrawnClone>& clones) {
  const auto& composite = karyotype.clones[at];
  const auto cells = cells_of_composite(karyotype, at);
  std::set<std::string> said;
  for (const auto& cell : cells) {
    auto clone = drawn_clone(cell, at, 1);
    std::erase_if(clone.notes, [&said](const auto& note) { return !said.insert(note).second; });
    clones.push_back(std::move(clone));
  }
  const bool untold = std::any_of(composite.events.begin(), composite.events.end(),
                                  [](const iscn::Event& event) { return !event.cells; });
  if (untold && cells.size() > 1)
    clones[clones.size() - cells.size()].notes.push_back(
        "a composite karyotype: two thirds of its cells get each change whose number of cells is not told");
}

}  // namespace

base::Expected<std::vector<DrawnClone>> clones_of(std::string_view text) {
  const auto verdict = iscn::check(text);
  if (!verdict.valid) {
    const auto& first = verdict.faults.errors.front();
    return base::unexpected(
        base::ErrorCode::kDamaged, first.what, "karyotype, character " + std::to_string(first.place.offset),
        verdict.suggestion ? "Perhaps " + *verdict.suggestion + " was meant" : "See `pinnacle iscn check`");
  }
  const auto& karyotype = *verdict.karyotype;
  if (karyotype.clones.empty()) {
    return base::unexpected(base::ErrorCode::kUnsupported, "there are no banded chromosomes in it",
                            std::string(text), "Give a karyotype such as 47,XX,+21");
  }
  std::vector<DrawnClone> clones;
  for (std::size_t i = 0; i < karyotype.clones.size(); ++i) {
    if (karyotype.clones[i].composite) {
      add_composite(karyotype, i, clones);
    } else {
      clones.push_back(drawn_clone(karyotype, i, karyotype.clones[i].cells.value_or(1)));
    }
  }
  const double cells = std::accumulate(clones.begin(), clones.end(), 0.0,
                                       [](double sum, const DrawnClone& clone) { return sum + clone.share; });
  for (auto& clone : clones) clone.share /= cells;
  if (!karyotype.techniques.empty())
    clones.front().notes.push_back("not drawn: what other techniques found, " + karyotype.techniques);
  return clones;
}

std::size_t next_clone(const std::vector<DrawnClone>& clones, const std::vector<int>& cells) {
  const int all = std::accumulate(cells.begin(), cells.end(), 0);
  std::size_t best = 0;
  const auto lacks = [&](std::size_t i) { return clones[i].share * (all + 1) - cells[i]; };
  for (std::size_t i = 1; i < clones.size(); ++i) {
    if (lacks(i) > lacks(best) + 1e-9) best = i;
  }
  return best;
}

std::vector<iscn::AcentricKind> acentric_bodies_of(const DrawnClone& clone, std::uint64_t seed) {
  constexpr std::uint64_t kPart = 0xd3;  // The metaphase itself takes its numbers from the seed.
  auto random = base::Random::for_part(seed, kPart);
  std::vector<iscn::AcentricKind> bodies;
  for (std::size_t k = 0; k < clone.acentric.numbers.size(); ++k) {
    const auto [low, high] = clone.acentric.numbers[k];
    const auto more = random.below(static_cast<std::size_t>(high - low) + 1);
    bodies.insert(bodies.end(), static_cast<std::size_t>(low) + more, static_cast<iscn::AcentricKind>(k));
  }
  return bodies;
}

base::Expected<std::vector<cytogenetics::ChromosomeStructure>> chromosome_set(std::string_view karyotype) {
  PINNACLE_TRY(auto clones, clones_of(karyotype));
  return std::move(clones.front().chromosomes);
}

}  // namespace pinnacle::synthesis
