#include <algorithm>
#include <cmath>

#include "pinnacle/base/check.h"
#include "pinnacle/cytogenetics/bands.h"
#include "pinnacle/iscn/chain.h"
#include "pinnacle/synthesis/graft.h"

namespace pinnacle::synthesis {
namespace {

using cytogenetics::BandLevel;
using cytogenetics::ChromosomeStructure;
using cytogenetics::Segment;

/// So long is a tip, beside its donor's width; a piece is kLeastTips as long, or the tip is shorter.
constexpr double kTipWidths = 0.4;
constexpr int kLeastTips = 3;
/// Between cuts, and from a cut to an end, in rows.
constexpr int kLeastBetweenCuts = 6 * kStripFiner;
/// How long material of unknown origin is, and each arm of a marker, in ISCN units; the most of a long arm.
constexpr double kLeastUnknown = 500, kMostUnknown = 2000, kMostOfArm = 0.8;
constexpr double kLeastMarkerArm = 700, kMostMarkerArm = 1800;

int tip_rows(const Donor& donor) {
  const auto widths = image::width_profile(donor.strip);
  double sum = 0;
  for (const double w : widths) sum += w;
  return static_cast<int>(std::lround(kTipWidths * sum / static_cast<double>(widths.size())));
}

/// How much of a piece's beginning a new end may take: its waist, and most of it, stays.
int room_for_tip(const Piece& piece) {
  const int to_centromere = std::abs(piece.donor->centromere_row() - piece.from);
  const bool holds_it = (piece.donor->centromere_row() > piece.from) == (piece.to > piece.from) &&
                        to_centromere <= piece.length();
  return std::min(piece.length() / kLeastTips, holds_it ? to_centromere / 2 : piece.length());
}

/// Gives the first piece the form of an end; turned around, the chain's last one.
void add_tip(std::vector<Piece>& pieces) {
  auto& first = pieces.front();
  const int rows = std::min(tip_rows(*first.donor), room_for_tip(first));
  if (rows < kStripFiner) return;
  Piece tip{first.donor, 0, rows, first.mirrored, true};
  if (first.from < first.to) {
    first.from += rows;
  } else {
    tip.from = first.donor->rows();
    tip.to = tip.from - rows;
    first.from -= rows;
  }
  pieces.insert(pieces.begin(), tip);
}

void turn_around(std::vector<Piece>& pieces) {
  std::reverse(pieces.begin(), pieces.end());
  for (auto& p : pieces) std::swap(p.from, p.to);
}

bool is_unknown(const Segment& s) { return !cytogenetics::is_normal_class(s.chromosome); }

bool has_centromere(const ChromosomeStructure& structure) {
  return std::any_of(structure.segments.begin(), structure.segments.end(), [](const Segment& s) {
    if (is_unknown(s)) return false;
    const double at = iscn::centromere_at(s.chromosome);
    return std::min(s.from, s.to) <= at && at <= std::max(s.from, s.to);
  });
}

/// A class that a cell has, at random.
cytogenetics::ChromosomeClass lent_by(const DonorPool& pool, base::Random& random) {
  std::vector<cytogenetics::ChromosomeClass> classes;
  for (std::size_t k = 0; k < cytogenetics::kClassCount; ++k) {
    const auto c = static_cast<cytogenetics::ChromosomeClass>(k);
    if (cytogenetics::is_normal_class(c) && !pool.homologues(c).empty()) classes.push_back(c);
  }
  PINNACLE_CHECK(!classes.empty(), "a cell has chromosomes");
  return classes[random.below(classes.size())];
}

/// What `mar` may be: a centromere and some of both arms.
Segment marker(const DonorPool& pool, base::Random& random) {
  const auto c = lent_by(pool, random);
  const double at = iscn::centromere_at(c), left = iscn::length_at(c) - at;
  return {c, at - std::min(at, random.uniform(kLeastMarkerArm, kMostMarkerArm)),
          at + std::min(left, random.uniform(kLeastMarkerArm, kMostMarkerArm))};
}

/// What an `add` may be: the end of a long arm, its telomere towards the end that it lies at.
Segment end_of_an_arm(const DonorPool& pool, bool at_p_end, base::Random& random) {
  const auto c = lent_by(pool, random);
  const double end = iscn::length_at(c);
  const double from = end - std::min((end - iscn::centromere_at(c)) * kMostOfArm,
                                     random.uniform(kLeastUnknown, kMostUnknown));
  return at_p_end ? Segment{c, end, from} : Segment{c, from, end};
}

/// Up to `wanted` rows at which a donor is cut, each in the middle of a band, from p to q.
std::vector<double> random_cuts(const Donor& donor, int wanted, base::Random& random) {
  auto bands = cytogenetics::bands_of(donor.chromosome, BandLevel::k850);
  random.shuffle(bands);
  std::vector<double> cuts;
  std::vector<int> rows{0, donor.rows()};
  for (const auto& band : bands) {
    if (static_cast<int>(cuts.size()) == wanted) break;
    const double middle = (band.start + band.stop) / 2;
    const int row = donor.row_of(middle);
    const bool near = std::any_of(rows.begin(), rows.end(),
                                  [row](int other) { return std::abs(other - row) < kLeastBetweenCuts; });
    if (near) continue;
    cuts.push_back(middle);
    rows.push_back(row);
  }
  std::sort(cuts.begin(), cuts.end());
  return cuts;
}

}  // namespace

base::Expected<void> check_can_be_cut(const ChromosomeStructure& structure) {
  const auto refuse = [&](const std::string& why) {
    return base::unexpected(base::ErrorCode::kUnsupported, why, structure.name,
                            "Leave it out, or draw it: without real chromosomes any karyotype can be drawn");
  };
  if (structure.ring) return refuse("a ring cannot be made of straight pieces of real chromosomes");
  const auto& segments = structure.segments;
  if (segments.empty() && structure.placed == cytogenetics::ChromosomeClass::kMarker) return {};
  if (std::any_of(segments.begin(), segments.end(), [](const Segment& s) { return s.amplified; }))
    return refuse("it has a homogeneously staining region, which no normal chromosome can lend");
  if (!has_centromere(structure)) return refuse("what carries its centromere is not told");
  // Of unknown material at an end only the length is wrong; in between, the bands behind it would be.
  if (segments.size() > 2 && std::any_of(segments.begin() + 1, segments.end() - 1, is_unknown))
    return refuse("it has material of unknown origin between known bands");
  const auto& first = segments.front();
  const bool whole = segments.size() == 1 && is_telomere(first, first.from) && is_telomere(first, first.to);
  if (whole && structure.name != to_string(structure.placed))
    return refuse("it differs from a normal chromosome by nothing that is told in bands");
  return {};
}

ChromosomeStructure with_unknown_made_up(ChromosomeStructure structure, const DonorPool& pool,
                                         base::Random& random) {
  auto& segments = structure.segments;
  if (segments.empty()) segments.push_back(marker(pool, random));
  if (is_unknown(segments.front())) segments.front() = end_of_an_arm(pool, true, random);
  if (is_unknown(segments.back())) segments.back() = end_of_an_arm(pool, false, random);
  return structure;
}

std::vector<Piece> pieces_of(const ChromosomeStructure& structure, DonorPool& pool, base::Random& random) {
  const auto& segments = structure.segments;
  PINNACLE_CHECK(!segments.empty(), "a chromosome has segments");
  std::vector<Piece> pieces;
  const auto donors = pool.lend(segments, random);
  // Half a turn exchanges the sides by itself. What lies there twice thus shows both sides of its donor, as
  // unlike as its chromatids.
  bool sides_exchanged = random.chance(0.5);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    Piece piece{donors[i], donors[i]->row_of(segments[i].from), donors[i]->row_of(segments[i].to)};
    // A break "q10" leaves a sliver of the other arm.
    if (piece.length() == 0) continue;
    piece.mirrored = sides_exchanged != (piece.from > piece.to);
    pieces.push_back(piece);
    sides_exchanged = !sides_exchanged;
  }
  PINNACLE_CHECK(!pieces.empty(), "a chromosome has some length");
  if (!is_telomere(segments.front(), segments.front().from)) add_tip(pieces);
  if (!is_telomere(segments.back(), segments.back().to)) {
    turn_around(pieces);
    add_tip(pieces);
    turn_around(pieces);
  }
  return pieces;
}

std::vector<Piece> rejoined_pieces(const std::vector<const Donor*>& homologues, base::Random& random) {
  const int wanted = random.chance(0.5) ? 1 : 2;
  const auto cuts = random_cuts(*homologues.front(), wanted, random);
  std::vector<Piece> pieces;
  bool mirrored = random.chance(0.5);
  for (std::size_t i = 0; i <= cuts.size(); ++i) {
    const auto& donor = *homologues[i % homologues.size()];
    const int from = i == 0 ? 0 : donor.row_of(cuts[i - 1]),
              to = i == cuts.size() ? donor.rows() : donor.row_of(cuts[i]);
    if (to <= from) continue;
    pieces.push_back({&donor, from, to, mirrored, false});
    mirrored = !mirrored;
  }
  return pieces;
}

std::vector<Piece> sham_pieces(cytogenetics::ChromosomeClass chromosome, DonorPool& pool,
                               base::Random& random) {
  const Segment whole{chromosome, 0, iscn::length_at(chromosome)};
  auto donors = pool.lend({whole}, random);
  const auto homologues = pool.homologues(chromosome);
  const auto other =
      std::find_if(homologues.begin(), homologues.end(), [&](const Donor* h) { return h != donors.front(); });
  donors.push_back(other != homologues.end() ? *other : pool.lend({whole}, random).front());
  return rejoined_pieces(donors, random);
}

}  // namespace pinnacle::synthesis
