#include "pinnacle/iscn/detailed.h"

#include <algorithm>
#include <cmath>

#include "pinnacle/iscn/chain.h"
#include "pinnacle/iscn/event_type.h"
#include "pinnacle/iscn/rules.h"
#include "pinnacle/iscn/structure.h"

namespace pinnacle::iscn {
namespace {

using cytogenetics::ChromosomeClass;

/// No event of the short system has more on one chromosome; what has is no such event.
constexpr std::size_t kMostBreaks = 4;
constexpr std::size_t kMostEvents = 512;

/// "cen" as the end of a piece is p10 or q10.
PieceEnd end_of(ChromosomeClass c, const DetailedPoint& point, double other) {
  PieceEnd end{c, point.band, {}, point.place};
  if (end.band.name == "cen") end.band = {false, other < centromere_at(c) ? Arm::kP : Arm::kQ, "10"};
  end.at = band_place(c, end.band.arm, end.band.name).value_or(BandPlace{});
  return end;
}

bool is_certain(ChromosomeClass c, const DetailedPoint& point) {
  return point.word.empty() && !point.band.questioned &&
         band_place(c, point.band.arm, point.band.name).has_value();
}

/// Adds a stretch's pieces: one, or several where it goes on in another chromosome or turns.
bool add_pieces(const Rearrangement& r, const std::vector<DetailedPoint>& stretch, Pieces& pieces) {
  std::vector<ChromosomeClass> classes;
  std::vector<double> at;
  for (std::size_t i = 0; i < stretch.size(); ++i) {
    const auto c = cytogenetics::parse_class(chromosome_at(r, stretch, i));
    if (!c || !is_certain(*c, stretch[i])) return false;
    classes.push_back(*c);
    at.push_back(band_place(*c, stretch[i].band.arm, stretch[i].band.name)->middle());
  }
  std::size_t begin = 0;
  for (std::size_t i = 1; i < stretch.size(); ++i) {
    const bool last = i + 1 == stretch.size();
    const bool leaves = !last && classes[i + 1] != classes[i];
    const bool turns = !last && !leaves && (at[i] - at[begin]) * (at[i + 1] - at[i]) < 0;
    if (!last && !leaves && !turns) continue;
    if (classes[i] != classes[begin]) return false;
    pieces.push_back({end_of(classes[i], stretch[begin], at[i]), end_of(classes[i], stretch[i], at[begin])});
    if (last) return true;
    begin = leaves ? ++i : i;
  }
  return false;
}

/// The bands where a described chromosome of this class is broken; its telomeres only where they are joined.
std::vector<BandName> breaks_of(const Rearrangement& r, const std::vector<Pieces>& all, ChromosomeClass c) {
  const auto cuts = cuts_of(all, c);
  std::vector<bool> broken(cuts.size());
  const auto look_at = [&](const PieceEnd& end, bool outer) {
    if (end.chromosome == c && !(outer && is_telomere(end))) broken[cut_index(cuts, end)] = true;
  };
  for (std::size_t d = 0; d < all.size(); ++d) {
    for (std::size_t i = 0; i < all[d].size(); ++i) {
      look_at(all[d][i].from, i == 0 && r.detailed[d].opening_colons == 0);
      look_at(all[d][i].to, i + 1 == all[d].size() && r.detailed[d].closing_colons == 0);
    }
  }
  std::vector<BandName> bands;
  for (std::size_t i = 0; i < cuts.size(); ++i) {
    if (!broken[i]) continue;
    bands.push_back(cuts[i].band);
    // A break at the centromere is on the one or on the other side of it.
    if (cuts[i].band.name == "10") bands.back().arm = Arm::kP, bands.push_back({false, Arm::kQ, "10"});
  }
  return bands;
}

using Group = std::vector<Breakpoint>;

/// All ways to name so many of the bands in a row.
std::vector<Group> rows_of(const std::vector<BandName>& bands, std::size_t length, Place place) {
  std::vector<Group> rows{{}};
  for (std::size_t i = 0; i < length; ++i) {
    std::vector<Group> longer;
    for (const auto& row : rows) {
      for (const auto& band : bands) {
        longer.push_back(row);
        longer.back().push_back({band, Join::kNone, {}, place});
      }
    }
    rows = std::move(longer);
  }
  return rows;
}

/// How many bands each chromosome of such an event names; several answers where there are several forms.
std::vector<std::vector<std::size_t>> group_lengths(const Rearrangement& r, EventShape shape) {
  const auto named = r.chromosomes.size();
  const std::vector<std::size_t> one(named, 1), two(named, 2);
  switch (shape) {
    case EventShape::kOneBreak:
      return {one};
    case EventShape::kOneOrTwoBreaks:
      return {one, two};
    case EventShape::kTwoBreaks:
    case EventShape::kRing:
      return {two};
    case EventShape::kOneBreakEach:
      if (r.type == "t") return {one, two};
      return {one};
    case EventShape::kChainOfBreaks: {
      if (r.type == "tas" || named < 2) return {};
      auto lengths = two;
      lengths.front() = lengths.back() = 1;
      return {lengths};
    }
    case EventShape::kInsertion:
      if (named == 1) return {{3}};
      if (named == 2) return {{1, 2}, two};
      return {two};
    default:
      return {};
  }
}

/// ins(4)(p15p15q25): the segment would stay where it is.
bool inserts_beside_itself(const Rearrangement& r) {
  const auto& bands = r.breakpoints.front();
  return r.type == "ins" && r.chromosomes.size() == 1 && (bands[0] == bands[1] || bands[0] == bands[2]);
}

/// A band may break twice, but a centromere has no parts.
bool breaks_centromere_twice(const Rearrangement& r) {
  return std::any_of(r.breakpoints.begin(), r.breakpoints.end(), [](const Group& group) {
    return std::count_if(group.begin(), group.end(),
                         [](const auto& point) { return point.band.name == "10"; }) > 1;
  });
}

/// The events of the same name at the breakpoints of a description, whether or not it says what they make.
std::vector<Rearrangement> events_at_its_breaks(const Rearrangement& r) {
  const auto* type = event_type(r.type);
  const auto all = pieces_of(r);
  if (type == nullptr || !all) return {};
  std::vector<std::vector<BandName>> bands;
  for (const auto& name : r.chromosomes) {
    const auto c = cytogenetics::parse_class(name.name);
    bands.push_back(c ? breaks_of(r, *all, *c) : std::vector<BandName>{});
    if (bands.back().empty() || bands.back().size() > kMostBreaks) return {};
  }
  std::vector<Rearrangement> events;
  for (const auto& lengths : group_lengths(r, type->shape)) {
    auto plain = r;
    plain.detailed.clear();
    std::vector<Rearrangement> of_these{plain};
    for (std::size_t g = 0; g < lengths.size(); ++g) {
      std::vector<Rearrangement> longer;
      const auto rows = rows_of(bands[g], lengths[g], r.place);
      if (of_these.size() * rows.size() <= kMostEvents) {
        for (const auto& begun : of_these) {
          for (const auto& row : rows) {
            longer.push_back(begun);
            longer.back().breakpoints.push_back(row);
          }
        }
      }
      of_these = std::move(longer);
    }
    events.insert(events.end(), of_these.begin(), of_these.end());
  }
  std::erase_if(events, [](const Rearrangement& event) {
    return has_swapped_bands(event) || breaks_centromere_twice(event) || inserts_beside_itself(event);
  });
  return events;
}

/// True if a described end is that end of a segment: both in one band, at one telomere or centromere.
bool is_at(const PieceEnd& end, ChromosomeClass c, double at) {
  const bool point = at <= 0 || at >= length_at(c) || std::abs(at - centromere_at(c)) < kSamePlace;
  return end.chromosome == c && point == (is_telomere(end) || end.band.name == "10") &&
         at >= end.at.from - kSamePlace && at <= end.at.to + kSamePlace;
}

bool is_same(const Chain& chain, const Pieces& pieces) {
  return std::equal(chain.begin(), chain.end(), pieces.begin(), pieces.end(),
                    [](const cytogenetics::Segment& s, const Piece& piece) {
                      return is_at(piece.from, s.chromosome, s.from) && is_at(piece.to, s.chromosome, s.to);
                    });
}

std::vector<cytogenetics::ChromosomeStructure> made_by(const Rearrangement& r) {
  Event event;
  event.kind = EventKind::kStructural;
  event.chain.push_back(r);
  std::vector<std::string> ignored;
  return products(event, ignored);
}

/// Exchanged whole arms may be read from either end, and so may the long arm that a fission leaves.
bool is_read_either_way(const Rearrangement& r) {
  if (r.type == "fis") return r.breakpoints[0][0].band.arm == Arm::kQ;
  return r.type == "t" && std::all_of(r.breakpoints.begin(), r.breakpoints.end(), [](const auto& group) {
           return group.size() == 1 && group[0].band.name == "10";
         });
}

bool makes(const Rearrangement& r, const std::vector<Pieces>& all) {
  const auto made = made_by(r);
  const bool either_way = is_read_either_way(r);
  return std::equal(made.begin(), made.end(), all.begin(), all.end(),
                    [either_way](const auto& chromosome, const Pieces& pieces) {
                      return is_same(chromosome.segments, pieces) ||
                             (either_way && is_same(reversed(chromosome.segments), pieces));
                    });
}

/// The band of an event's breakpoint that lies there.
std::optional<DetailedPoint> point_at(const Rearrangement& r, ChromosomeClass c, double at) {
  DetailedPoint point{r.chromosomes.size() > 1 ? std::string(to_string(c)) : "", {}, {}, {}};
  if (at <= 0 || at >= length_at(c)) {
    point.band = {false, at <= 0 ? Arm::kP : Arm::kQ, "ter"};
    return point;
  }
  for (std::size_t g = 0; g < r.breakpoints.size(); ++g) {
    if (cytogenetics::parse_class(r.chromosomes[std::min(g, r.chromosomes.size() - 1)].name) != c) continue;
    for (const auto& breakpoint : r.breakpoints[g]) {
      const auto place = breakpoint_place(c, breakpoint);
      if (!place || breakpoint.join != Join::kNone || at < place->from - kSamePlace ||
          at > place->to + kSamePlace)
        continue;
      point.band = breakpoint.band;
      return point;
    }
  }
  return std::nullopt;
}

/// Which arm an end at the centromere belongs to depends on the segment.
void settle_centromere(DetailedPoint& point, double other, ChromosomeClass c) {
  if (point.band.name == "10") point.band.arm = other < centromere_at(c) ? Arm::kP : Arm::kQ;
}

std::optional<DetailedChromosome> description_of(const cytogenetics::ChromosomeStructure& chromosome,
                                                 const Rearrangement& r) {
  DetailedChromosome described;
  for (const auto& s : chromosome.segments) {
    if (!cytogenetics::is_normal_class(s.chromosome)) return std::nullopt;
    auto from = point_at(r, s.chromosome, s.from), to = point_at(r, s.chromosome, s.to);
    if (!from || !to) return std::nullopt;
    settle_centromere(*from, s.to, s.chromosome);
    settle_centromere(*to, s.from, s.chromosome);
    described.stretches.push_back({*from, *to});
  }
  if (described.stretches.empty()) return std::nullopt;
  const auto colons = [&](const DetailedPoint& end) {
    return chromosome.ring ? 2 : end.band.name == "ter" ? 0 : 1;
  };
  described.opening_colons = colons(described.stretches.front().front());
  described.closing_colons = colons(described.stretches.back().back());
  return described;
}

void turn_round(DetailedChromosome& described) {
  std::reverse(described.stretches.begin(), described.stretches.end());
  for (auto& stretch : described.stretches) std::reverse(stretch.begin(), stretch.end());
  std::swap(described.opening_colons, described.closing_colons);
}

/// The piece with the centromere of that chromosome.
const Piece* centric_piece(const Pieces& pieces, std::optional<ChromosomeClass> c) {
  const auto found = std::find_if(pieces.begin(), pieces.end(), [c](const Piece& piece) {
    return piece.from.chromosome == c && holds_centromere(piece);
  });
  return found == pieces.end() ? nullptr : &*found;
}

bool names_a_band_twice(const Rearrangement& r) {
  return std::any_of(r.breakpoints.begin(), r.breakpoints.end(), [](const Group& group) {
    return group.size() > 1 && std::adjacent_find(group.begin(), group.end()) != group.end();
  });
}

/// True of bands that overlap, and of a telomere or centromere and itself.
bool is_one_place(const Cut& a, const Cut& b) {
  const bool points = a.to - a.from < kSamePlace && b.to - b.from < kSamePlace;
  return std::min(a.to, b.to) - std::max(a.from, b.from) > kSamePlace ||
         (points && std::abs(a.from - b.from) < kSamePlace);
}

}  // namespace

const std::string& chromosome_at(const Rearrangement& r, const std::vector<DetailedPoint>& stretch,
                                 std::size_t point) {
  for (auto i = point + 1; i-- > 0;) {
    if (!stretch[i].chromosome.empty()) return stretch[i].chromosome;
  }
  return r.chromosomes.front().name;
}

bool is_telomere(const PieceEnd& end) { return end.band.name == "ter"; }
bool is_forward(const Piece& piece) { return piece.from.at.middle() <= piece.to.at.middle(); }

bool holds_centromere(const Piece& piece, double tolerance) {
  const double at = centromere_at(piece.from.chromosome);
  return std::min(piece.from.at.to, piece.to.at.to) <= at + tolerance &&
         std::max(piece.from.at.from, piece.to.at.from) >= at - tolerance;
}

std::optional<std::vector<Pieces>> pieces_of(const Rearrangement& r) {
  std::vector<Pieces> all;
  for (const auto& described : r.detailed) {
    all.emplace_back();
    for (const auto& stretch : described.stretches) {
      if (!add_pieces(r, stretch, all.back())) return std::nullopt;
    }
  }
  return all.empty() ? std::nullopt : std::optional(all);
}

std::vector<Cut> cuts_of(const std::vector<Pieces>& all, ChromosomeClass c) {
  const double length = length_at(c);
  std::vector<Cut> ends{{0, 0, {false, Arm::kP, "ter"}}, {length, length, {false, Arm::kQ, "ter"}}};
  for (const auto& pieces : all) {
    for (const auto& piece : pieces) {
      for (const auto* end : {&piece.from, &piece.to}) {
        if (end->chromosome == c) ends.push_back({end->at.from, end->at.to, end->band});
      }
    }
  }
  std::sort(ends.begin(), ends.end(), [](const Cut& a, const Cut& b) {
    return std::pair(std::lround(a.from / kSamePlace), a.to) < std::pair(std::lround(b.from / kSamePlace), b.to);
  });
  std::vector<Cut> cuts;
  double narrowest = 0;
  for (const auto& end : ends) {
    const double width = end.to - end.from;
    if (cuts.empty() || !is_one_place(cuts.back(), end)) {
      cuts.push_back(end);
      narrowest = width;
      continue;
    }
    cuts.back().to = std::max(cuts.back().to, end.to);
    if (width < narrowest) cuts.back().band = end.band, narrowest = width;
  }
  return cuts;
}

std::size_t cut_index(const std::vector<Cut>& cuts, const PieceEnd& end) {
  std::size_t best = 0;
  double narrowest = 1e9;
  for (std::size_t i = 0; i < cuts.size(); ++i) {
    const bool inside = cuts[i].from <= end.at.from + kSamePlace && end.at.to <= cuts[i].to + kSamePlace;
    if (!inside || cuts[i].to - cuts[i].from >= narrowest) continue;
    best = i;
    narrowest = cuts[i].to - cuts[i].from;
  }
  return best;
}

std::optional<Rearrangement> short_form(const Rearrangement& r) {
  const auto all = pieces_of(r);
  if (!all) return std::nullopt;
  for (auto& event : events_at_its_breaks(r)) {
    if (makes(event, *all)) return event;
  }
  return std::nullopt;
}

Event in_short_form(Event event) {
  for (auto& link : event.chain) {
    if (auto shorter = short_form(link)) link = std::move(*shorter);
  }
  return event;
}

std::optional<Rearrangement> reread(Rearrangement r) {
  const auto all = pieces_of(r);
  if (!all) return std::nullopt;
  if (all->size() == 1) {
    turn_round(r.detailed.front());
  } else if (all->size() == r.chromosomes.size()) {
    std::vector<DetailedChromosome> in_order;
    for (const auto& name : r.chromosomes) {
      const auto own = std::find_if(all->begin(), all->end(), [&](const Pieces& pieces) {
        return centric_piece(pieces, cytogenetics::parse_class(name.name)) != nullptr;
      });
      if (own == all->end()) return std::nullopt;
      in_order.push_back(r.detailed[static_cast<std::size_t>(own - all->begin())]);
      if (!is_forward(*centric_piece(*own, cytogenetics::parse_class(name.name))))
        turn_round(in_order.back());
    }
    r.detailed = std::move(in_order);
  }
  return short_form(r) ? std::optional(std::move(r)) : std::nullopt;
}

std::optional<Rearrangement> redescribed(const Rearrangement& r) {
  std::optional<Rearrangement> only;
  for (const auto& event : events_at_its_breaks(r)) {
    if (names_a_band_twice(event)) continue;
    if (only) return std::nullopt;
    only = event;
  }
  if (!only) return std::nullopt;
  auto described = r;
  described.detailed.clear();
  for (const auto& chromosome : made_by(*only)) {
    auto description = description_of(chromosome, *only);
    if (!description) return std::nullopt;
    described.detailed.push_back(std::move(*description));
  }
  return short_form(described) ? std::optional(std::move(described)) : std::nullopt;
}

bool has_copies_side_by_side(const Rearrangement& r) {
  const unsigned copies = r.type == "dup" ? 2 : r.type == "trp" ? 3 : r.type == "qdp" ? 4 : 0;
  const auto c = cytogenetics::parse_class(r.chromosomes.front().name);
  const auto all = pieces_of(r);
  if (copies == 0 || !c || !all || all->size() != 1) return false;
  const auto cuts = cuts_of(*all, *c);
  if (cuts.size() != 4) return false;  // The telomeres and the ends of what is copied.
  const auto at = [c](const Cut& cut) { return band_place(*c, cut.band.arm, cut.band.name)->middle(); };
  const auto copied = stretch(*c, at(cuts[1]), at(cuts[2]));
  if (has_centromere(copied, *c)) return false;
  for (unsigned turned = 0; turned + 1 < (1u << copies); ++turned) {
    auto chain = stretch(*c, 0, at(cuts[1]));
    for (unsigned i = 0; i < copies; ++i)
      chain = joined(chain, (turned >> i & 1u) != 0 ? reversed(copied) : copied);
    if (is_same(joined(chain, stretch(*c, at(cuts[2]), length_at(*c))), all->front())) return true;
  }
  return false;
}

}  // namespace pinnacle::iscn
