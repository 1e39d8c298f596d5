#include <algorithm>
#include <cmath>

#include "pinnacle/base/check.h"
#include "pinnacle/cytogenetics/bands.h"
#include "pinnacle/iscn/chain.h"
#include "pinnacle/synthesis/graft.h"

namespace pinnacle::synthesis {
namespace {

using cytogenetics::BandLevel;
using cytogenetics::Segment;

/// So long is a tip, beside its donor's width; a piece is kLeastTips as long, or the tip is shorter.
constexpr double kTipWidths = 0.4;
constexpr int kLeastTips = 3;
/// Between cuts, and from a cut to an end, in rows.
constexpr int kLeastBetweenCuts = 6 * kStripFiner;

int tip_rows(const Donor& donor) {
  const auto widths = image::width_profile(donor.strip);
  double sum = 0;
  for (const double w : widths) sum += w;
  return static_cast<int>(std::lround(kTipWidths * sum / static_cast<double>(widths.size())));
}

/// How much of a piece's beginning a new end may take: its waist, and most of it, stays.
int room_for_tip(const Piece& piece) {
  const int to_centromere = std::abs(piece.donor->centromere_row() - piece.from);
  const bool holds_it = !piece.is_amplified() &&
                        (piece.donor->centromere_row() > piece.from) == (piece.to > piece.from) &&
                        to_centromere <= piece.length();
  return std::min(piece.length() / kLeastTips, holds_it ? to_centromere / 2 : piece.length());
}

/// Gives the first piece the form of an end; turned around, the chain's last one.
void add_tip(std::vector<Piece>& pieces) {
  auto& first = pieces.front();
  const auto& donor = first.is_amplified() ? *first.amplified_of : *first.donor;
  const int rows = std::min(tip_rows(donor), room_for_tip(first));
  if (rows < kStripFiner) return;
  Piece tip{.donor = &donor, .from = 0, .to = rows, .mirrored = first.mirrored, .is_tip = true};
  if (first.from < first.to) {
    first.from += rows;
  } else {
    tip.from = donor.rows();
    tip.to = tip.from - rows;
    first.from -= rows;
  }
  pieces.insert(pieces.begin(), tip);
}

void turn_around(std::vector<Piece>& pieces) {
  std::reverse(pieces.begin(), pieces.end());
  for (auto& p : pieces) {
    std::swap(p.from, p.to);
    std::swap(p.shown.from, p.shown.to);
  }
}

Piece piece_of(const Stretch& stretch, const Donor& donor, DonorPool& pool, base::Random& random) {
  const auto& s = stretch.segment;
  Piece piece{.donor = &donor,
              .from = donor.row_of(s.from),
              .to = donor.row_of(s.to),
              .goes_on = stretch.goes_on,
              .shown = s};
  if (stretch.amplified_to == 0 || piece.length() == 0) return piece;
  const int rows = static_cast<int>(std::lround(piece.length() * stretch.amplified_to / s.length()));
  piece.donor = pool.keep(amplified(donor, piece.from, piece.to, rows, random));
  piece.from = kRowsBeyondCuts, piece.to = kRowsBeyondCuts + rows;
  piece.amplified_of = &donor;
  return piece;
}

/// The row of a place on a piece, from the piece's first.
int row_on(const Piece& piece, double share) {
  if (piece.is_amplified()) return static_cast<int>(std::lround(share * piece.length()));
  return std::abs(piece.donor->row_of(piece.shown.at(share * piece.shown.length())) - piece.from);
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

Assembly assembly_of(const Recipe& recipe, DonorPool& pool, base::Random& random) {
  PINNACLE_CHECK(!recipe.stretches.empty(), "a chromosome is made of something");
  std::vector<Segment> segments;
  for (const auto& stretch : recipe.stretches) segments.push_back(stretch.segment);
  const auto donors = pool.lend(segments, random);
  Assembly assembly{{}, recipe.ring};
  auto& pieces = assembly.pieces;
  // Half a turn exchanges the sides by itself. What lies there twice thus shows both sides of its donor, as
  // unlike as its chromatids.
  bool sides_exchanged = random.chance(0.5);
  int start = 0;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    auto piece = piece_of(recipe.stretches[i], *donors[i], pool, random);
    for (const auto& site : recipe.fragile_sites) {
      if (site.stretch == i) assembly.gaps.push_back(start + row_on(piece, site.share));
    }
    if (const auto& site = recipe.neocentromere; site && site->stretch == i)
      assembly.waist = start + row_on(piece, site->share);
    // A break "q10" leaves a sliver of the other arm.
    if (piece.length() == 0) continue;
    piece.mirrored = sides_exchanged != (piece.from > piece.to);
    pieces.push_back(piece);
    start += piece.length();
    sides_exchanged = !sides_exchanged;
  }
  PINNACLE_CHECK(!pieces.empty(), "a chromosome has some length");
  if (recipe.ring) return assembly;
  if (!is_telomere(pieces.front().shown, pieces.front().shown.from)) add_tip(pieces);
  if (!is_telomere(pieces.back().shown, pieces.back().shown.to)) {
    turn_around(pieces);
    add_tip(pieces);
    turn_around(pieces);
  }
  return assembly;
}

std::vector<Piece> rejoined_pieces(const std::vector<const Donor*>& homologues, base::Random& random) {
  const int wanted = random.chance(0.5) ? 1 : 2;
  const auto cuts = random_cuts(*homologues.front(), wanted, random);
  std::vector<Piece> pieces;
  bool mirrored = random.chance(0.5);
  for (std::size_t i = 0; i <= cuts.size(); ++i) {
    const auto& donor = *homologues[i % homologues.size()];
    const double start = i == 0 ? 0 : cuts[i - 1],
                 stop = i == cuts.size() ? iscn::length_at(donor.chromosome) : cuts[i];
    const int from = donor.row_of(start), to = donor.row_of(stop);
    if (to <= from) continue;
    pieces.push_back({.donor = &donor,
                      .from = from,
                      .to = to,
                      .mirrored = mirrored,
                      .shown = {donor.chromosome, start, stop}});
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
