#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include "pinnacle/iscn/chain.h"
#include "pinnacle/iscn/detailed.h"
#include "pinnacle/iscn/event_type.h"
#include "pinnacle/iscn/print.h"
#include "pinnacle/iscn/rules.h"

namespace pinnacle::iscn {
namespace {

using cytogenetics::ChromosomeClass;


/// Events that may have any parts, or parts that no one knows.
bool is_free(const std::string& type) {
  static const std::set<std::string> kFreeTypes{"der", "neo", "add", "hsr", "inv dup", "inv trp"};
  return kFreeTypes.count(type) > 0;
}

/// Events of which breakpoints tell all, and what each makes.
struct Definition {
  std::string_view type, text;
  bool tells_copies;  ///< How often each part of its chromosomes is there.
};

constexpr std::string_view kMirrored =
    "an isodicentric chromosome is all up to a break, with the centromere, and the mirror image of it";
constexpr std::string_view kDicentric =
    "a dicentric chromosome joins what it names, each part with its centromere and in that order";
constexpr std::string_view kTricentric =
    "a tricentric chromosome joins what it names, each part with its centromere and in that order";

constexpr Definition kDefinitions[] = {
    {"inv", "an inversion turns one stretch round and leaves all else as it is", true},
    {"dup", "a duplication has one stretch twice, side by side, one copy at least as it was", true},
    {"trp", "a triplication has one stretch three times, side by side, one copy at least as it was", true},
    {"qdp", "a quadruplication has one stretch four times, side by side, one copy at least as it was", true},
    {"ins", "an insertion puts one stretch elsewhere and leaves all else as it is", true},
    {"t",
     "in a translocation each chromosome named gets what lies beyond the break of the one before, the first "
     "of the last",
     true},
    {"i", "an isochromosome is one arm and its mirror image, joined at p10 or q10", false},
    {"fis", "what a fission leaves is one arm", false},
    {"idic", kMirrored, false},
    {"psu idic", kMirrored, false},
    {"rob", "a Robertsonian translocation joins the long arms of what it names, in that order", false},
    {"dic", kDicentric, false},
    {"psu dic", kDicentric, false},
    {"tdic", kDicentric, false},
    {"trc", kTricentric, false},
    {"psu trc", kTricentric, false},
};

const Definition* definition_of(const std::string& type) {
  const auto* found = std::find_if(std::begin(kDefinitions), std::end(kDefinitions),
                                   [&type](const Definition& d) { return d.type == type; });
  return found == std::end(kDefinitions) ? nullptr : found;
}

Place from_to(const Place& first, const Place& last) {
  return {first.offset, std::max<std::size_t>(1, last.offset + last.length - first.offset)};
}
Place place_of(const Piece& piece) { return from_to(piece.from.place, piece.to.place); }
Place place_of(const std::vector<DetailedPoint>& stretch) {
  return from_to(stretch.front().place, stretch.back().place);
}
Place place_of(const DetailedChromosome& described) {
  return from_to(described.stretches.front().front().place, described.stretches.back().back().place);
}

std::string name_of(ChromosomeClass c, const BandName& band) {
  return std::string(to_string(c)) + print(band);
}
std::string name_of(const Piece& piece) {
  return name_of(piece.from.chromosome, piece.from.band) + "->" + name_of(piece.to.chromosome, piece.to.band);
}

/// Holds what an event's name says against the chromosomes that its detailed form describes.
class Composition {
 public:
  Composition(const Rearrangement& r, bool has_short_form, bool in_derivative, Faults& faults)
      : r_(r), has_short_form_(has_short_form), in_derivative_(in_derivative), faults_(faults) {}

  void check() {
    const auto before = faults_.errors.size();
    for (const auto& described : r_.detailed) {
      check_ends(described);
      for (const auto& stretch : described.stretches) check_stretch(stretch);
    }
    if (const auto missing = missing_material(r_); !missing.empty())
      error(Rule::kBreakpoints, place_of(r_.detailed.front()),
            "what " + r_.type + "() adds is part of the description: " +
                (missing == "?" ? "?::p13->qter" : "pter->p22::hsr::p22->qter"));
    if (faults_.errors.size() > before) return;
    // A derivative is one of the chromosomes that an exchange made.
    const bool exchange = r_.type == "t" || r_.type == "ins";
    if (exchange && in_derivative_) return;
    const auto made = exchange ? r_.chromosomes.size() : 1, described = r_.detailed.size();
    if (described != made)
      return error(Rule::kBreakpoints, r_.place,
                   r_.type + "() makes " + std::to_string(made) +
                       (made == 1 ? " chromosome" : " chromosomes") + ", but " + std::to_string(described) +
                       (described == 1 ? " is" : " are") + " described");
    if (r_.type == "tas") return check_association();
    check_parts();
  }

 private:
  void error(Rule rule, Place place, std::string what) { faults_.error(rule, place, std::move(what)); }

  void check_ends(const DetailedChromosome& described) {
    const auto& first = described.stretches.front().front();
    const auto& last = described.stretches.back().back();
    const bool opens = described.opening_colons == 2, closes = described.closing_colons == 2;
    if (opens != closes || (is_ring(r_.type) && !opens))
      return error(Rule::kBreakpoints, opens ? last.place : first.place,
                   "a ring is closed, which '::' at both of its ends says");
    if (opens && !is_ring(r_.type) && !is_free(r_.type) && r_.type != "rec" && r_.type != "ider")
      return error(Rule::kBreakpoints, first.place, "what '::' closes is a ring, r()");
    if (opens) return;
    check_end(first, described.opening_colons);
    check_end(last, described.closing_colons);
  }

  /// Of a chromosome that is no ring.
  void check_end(const DetailedPoint& end, int colons) {
    if (!end.word.empty() || end.band.name.find('?') != std::string::npos) return;
    const bool telomere = end.band.name == "ter";
    if (telomere && colons > 0)
      error(Rule::kBreakpoints, end.place, "':' is a break, and the end of an arm has none");
    if (!telomere && colons == 0)
      error(Rule::kBreakpoints, end.place,
            "a chromosome that does not end in pter or qter ends at a break: ':' belongs there");
  }

  void check_stretch(const std::vector<DetailedPoint>& stretch) {
    if (stretch.size() == 1 && stretch.front().word.empty())
      return error(Rule::kBreakpoints, stretch.front().place, "a stretch has two ends: p21->q31");
    if (stretch.front().word == "neo" || stretch.back().word == "neo")
      return error(Rule::kBreakpoints, place_of(stretch),
                   "a neocentromere is inside of a stretch: q26->neo->q26");
    for (const auto& point : stretch) {
      if (!point.chromosome.empty() && (point.word == "neo" || point.word == "hsr"))
        return error(Rule::kChromosome, point.place, "'" + point.word + "' has no chromosome before it");
      if (r_.chromosomes.size() > 1 && point.chromosome.empty() && point.word.empty())
        return error(Rule::kChromosome, point.place,
                     "where several chromosomes are named each band has its chromosome with it: 9q34");
    }
    if (r_.type == "tas") return;
    bool forward = false, backward = false;
    for (std::size_t i = 1; i < stretch.size(); ++i) {
      if (chromosome_at(r_, stretch, i) != chromosome_at(r_, stretch, i - 1))
        return error(Rule::kChromosome, stretch[i].place,
                     "a stretch lies on one chromosome: '::' joins parts of two");
      const auto before = place_at(stretch, i - 1), here = place_at(stretch, i);
      if (!before || !here) continue;
      if (before->to == here->from && before->from == here->to)
        return error(Rule::kBreakpoints, from_to(stretch[i - 1].place, stretch[i].place),
                     "this stretch has no length");
      forward = forward || here->middle() > before->middle();
      backward = backward || here->middle() < before->middle();
      if (forward && backward)
        return error(Rule::kBreakpoints, stretch[i - 1].place,
                     "a stretch goes one way: where it turns, two breaks are joined by '::'");
    }
  }

  /// @return Nothing for "?" and "neo", and for a band that is uncertain.
  std::optional<BandPlace> place_at(const std::vector<DetailedPoint>& stretch, std::size_t point) const {
    const auto c = cytogenetics::parse_class(chromosome_at(r_, stretch, point));
    if (!c || !stretch[point].word.empty()) return std::nullopt;
    return band_place(*c, stretch[point].band.arm, stretch[point].band.name);
  }

  void check_parts() {
    const auto all = pieces_of(r_);
    const bool known = std::all_of(r_.chromosomes.begin(), r_.chromosomes.end(), [](const auto& c) {
      return cytogenetics::parse_class(c.name).has_value();
    });
    if (!all || !known || !check_named(*all)) return;
    if (r_.type == "der") check_name(all->front());
    if (is_free(r_.type)) return;
    if (r_.type == "ider") return check_mirrored(all->front());
    if (r_.type == "rec") return check_recombinant(*all);
    if (is_ring(r_.type)) return check_ring(all->front());
    if (r_.type == "del") return check_deletion(*all);
    const auto* definition = definition_of(r_.type);
    if (definition != nullptr && !has_short_form_ && !has_copies_side_by_side(r_)) refuse(*all, *definition);
  }

  /// @return False, with an error, if one of the chromosomes has no part in what is described.
  bool check_named(const std::vector<Pieces>& all) {
    for (const auto& name : r_.chromosomes) {
      const auto c = cytogenetics::parse_class(name.name);
      const bool any = std::any_of(all.begin(), all.end(), [c](const Pieces& pieces) {
        return std::any_of(pieces.begin(), pieces.end(),
                           [c](const Piece& p) { return p.from.chromosome == c; });
      });
      if (any) continue;
      error(Rule::kChromosome, name.place, "nothing of chromosome " + name.name + " is described");
      return false;
    }
    return true;
  }

  /// A derivative is named by its centromere; one that has only a neocentromere, by what it is of.
  void check_name(const Pieces& pieces) {
    if (r_.chromosomes.size() > 1) return;
    const auto own = cytogenetics::parse_class(r_.chromosomes.front().name);
    const auto holds = [&](bool of_own) {
      return std::any_of(pieces.begin(), pieces.end(), [&](const Piece& piece) {
        return (piece.from.chromosome == own) == of_own &&
               holds_centromere(piece, of_own ? kSamePlace : -kSamePlace);
      });
    };
    if (!holds(true) && holds(false))
      error(Rule::kDerivative, r_.chromosomes.front().place,
            "a derivative is named by its centromere, which is not of chromosome " +
                r_.chromosomes.front().name);
  }

  /// 12pter->12qter->13qter->13pter.
  void check_association() {
    const auto& described = r_.detailed.front();
    std::vector<DetailedPoint> points;
    for (const auto& stretch : described.stretches)
      points.insert(points.end(), stretch.begin(), stretch.end());
    bool whole = points.size() == 2 * r_.chromosomes.size();
    for (std::size_t i = 0; whole && i < points.size(); i += 2) {
      const auto& name = r_.chromosomes[i / 2].name;
      whole = points[i].chromosome == name && points[i + 1].chromosome == name &&
              points[i].band.name == "ter" && points[i + 1].band.name == "ter" &&
              points[i].band.arm != points[i + 1].band.arm;
    }
    if (!whole)
      error(Rule::kBreakpoints, place_of(described),
            "telomeric association joins whole chromosomes, in the order in which they are named");
  }

  void check_mirrored(const Pieces& pieces) {
    const auto half = pieces.size() / 2;
    if (pieces.size() % 2 != 0 || pieces[half].from.band.name != "10")
      return error(Rule::kBreakpoints, place_of(pieces[half]),
                   "an isoderivative is an arm and its mirror image, joined at p10 or q10");
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      const auto& piece = pieces[i];
      const auto& other = pieces[pieces.size() - 1 - i];
      const auto cuts = cuts_of({pieces}, piece.from.chromosome);
      if (piece.from.chromosome == other.from.chromosome &&
          cut_index(cuts, piece.from) == cut_index(cuts, other.to))
        continue;
      return error(Rule::kBreakpoints, place_of(piece),
                   "an isoderivative is an arm and its mirror image: " + name_of(piece) +
                       " has no counterpart at the other end");
    }
  }

  void check_recombinant(const std::vector<Pieces>& all) {
    if (!has_centromeres(all.front(), 1)) return;
    const auto& first = all.front().front().from.band;
    const auto& last = all.front().back().to.band;
    if (first.name == "ter" && last.name == "ter" && first.arm == Arm::kQ && last.arm == Arm::kP)
      error(Rule::kOrder, place_of(r_.detailed.front()),
            "a chromosome is read from the end of its short arm on");
    if (imbalance(all).empty())
      error(Rule::kBreakpoints, place_of(r_.detailed.front()),
            "a recombinant chromosome has too much or too little of something; this one has all once");
  }

  void check_ring(const Pieces& pieces) {
    if (!has_centromeres(pieces, r_.type == "r" ? 1 : r_.type == "dic r" ? 2 : 3)) return;
    const auto c = cytogenetics::parse_class(r_.chromosomes.front().name);
    if (pieces.front().from.chromosome != c || !is_forward(pieces.front()))
      return error(Rule::kOrder, place_of(pieces.front()),
                   "a ring is read from the break in the short arm of its first chromosome on");
    if (r_.chromosomes.size() == 1 && r_.type == "r") check_order(pieces);
  }

  /// @return False, with an error, unless the chromosome has so many centromeres.
  bool has_centromeres(const Pieces& pieces, std::ptrdiff_t wanted) {
    const auto number = [&](double tolerance) {
      return std::count_if(pieces.begin(), pieces.end(),
                           [tolerance](const Piece& piece) { return holds_centromere(piece, tolerance); });
    };
    // Two pieces that meet at a centromere have one between them, or each a half.
    if (number(-kSamePlace) <= wanted && wanted <= number(kSamePlace)) return true;
    error(Rule::kArm, place_of(r_.detailed.front()),
          r_.type + "() has " + std::to_string(wanted) + (wanted == 1 ? " centromere" : " centromeres") +
              ", what is described has " + std::to_string(number(-kSamePlace)));
    return false;
  }

  void check_deletion(const std::vector<Pieces>& all) {
    const auto& pieces = all.front();
    if (!has_centromeres(pieces, 1) || !check_order(pieces)) return;
    const auto cuts = cuts_of(all, pieces.front().from.chromosome);
    bool lacks =
        cut_index(cuts, pieces.front().from) > 0 || cut_index(cuts, pieces.back().to) + 1 < cuts.size();
    for (std::size_t i = 1; i < pieces.size(); ++i) {
      // "pter->q13::q13->qter": within the band; a centromere has no parts.
      lacks = lacks || pieces[i].from.at.to - pieces[i].from.at.from > kSamePlace ||
              cut_index(cuts, pieces[i].from) != cut_index(cuts, pieces[i - 1].to);
    }
    if (!lacks)
      error(Rule::kBreakpoints, place_of(r_.detailed.front()), "nothing is lacking: this is no deletion");
  }

  /// Parts that are left stand as in the normal chromosome, each once.
  bool check_order(const Pieces& pieces) {
    const auto cuts = cuts_of({pieces}, pieces.front().from.chromosome);
    std::size_t behind = 0;
    for (const auto& piece : pieces) {
      const auto from = cut_index(cuts, piece.from), to = cut_index(cuts, piece.to);
      if (to < from) {
        error(Rule::kOrder, place_of(piece),
              name_of(piece) + " lies turned round: what " + r_.type +
                  "() leaves is read from the end of the short arm on" + hint());
        return false;
      }
      if (from < behind) {
        error(Rule::kBreakpoints, place_of(piece),
              name_of(piece.from.chromosome, cuts[from].band) + "->" +
                  name_of(piece.from.chromosome, cuts[std::min(behind, to)].band) + " is there twice: what " +
                  r_.type + "() leaves is there once" + hint());
        return false;
      }
      behind = to;
    }
    return true;
  }

  /// What the event's chromosomes have too little and too much of: "2p21->2q31 is lacking".
  std::string imbalance(const std::vector<Pieces>& all) const {
    std::set<ChromosomeClass> classes;
    for (const auto& name : r_.chromosomes) classes.insert(*cytogenetics::parse_class(name.name));
    std::string text;
    for (const auto c : classes) {
      const auto normal = std::count_if(r_.chromosomes.begin(), r_.chromosomes.end(), [c](const auto& name) {
        return cytogenetics::parse_class(name.name) == c;
      });
      const auto cuts = cuts_of(all, c);
      const auto copies = copies_between(all, cuts, c);
      for (std::size_t i = 0; i < copies.size();) {
        auto end = i + 1;
        while (end < copies.size() && copies[end] == copies[i]) ++end;
        if (copies[i] != normal) {
          text += (text.empty() ? "" : ", ") + name_of(c, cuts[i].band) + "->" + name_of(c, cuts[end].band) +
                  (copies[i] < normal
                       ? " is lacking"
                       : " is there " + (copies[i] == 2 ? "twice" : std::to_string(copies[i]) + " times"));
        }
        i = end;
      }
    }
    return text;
  }

  static std::vector<std::ptrdiff_t> copies_between(const std::vector<Pieces>& all,
                                                    const std::vector<Cut>& cuts, ChromosomeClass c) {
    std::vector<std::ptrdiff_t> copies(cuts.size() - 1);
    for (const auto& pieces : all) {
      for (const auto& piece : pieces) {
        if (piece.from.chromosome != c) continue;
        auto from = cut_index(cuts, piece.from), to = cut_index(cuts, piece.to);
        if (to < from) std::swap(from, to);
        for (auto i = from; i < to; ++i) ++copies[i];
      }
    }
    return copies;
  }

  void refuse(const std::vector<Pieces>& all, const Definition& definition) {
    const auto place = from_to(place_of(r_.detailed.front()), place_of(r_.detailed.back()));
    if (reread(r_))
      return error(Rule::kOrder, place,
                   "a chromosome is read from the end of its short arm on, and several stand in the order in "
                   "which they "
                   "are named");
    std::string found;
    if (is_unchanged(all)) {
      found = "; nothing is changed here";
    } else if (definition.tells_copies) {
      const auto different = imbalance(all);
      found = different.empty() ? "; here all is there once, but not in that way" : "; here " + different;
    }
    error(Rule::kBreakpoints, place, std::string(definition.text) + found + hint());
  }

  static bool is_unchanged(const std::vector<Pieces>& all) {
    return std::all_of(all.begin(), all.end(), [](const Pieces& pieces) {
      bool whole = is_telomere(pieces.front().from) && is_telomere(pieces.back().to);
      for (std::size_t i = 0; whole && i < pieces.size(); ++i) {
        const auto& piece = pieces[i];
        whole = is_forward(piece) && piece.from.chromosome == pieces.front().from.chromosome &&
                (i == 0 || std::abs(piece.from.at.middle() - pieces[i - 1].to.at.middle()) < kSamePlace);
      }
      return whole;
    });
  }

  std::string hint() const {
    const auto other = type_described(r_);
    return other ? "; that would be " + *other + "()" : "";
  }

  const Rearrangement& r_;
  bool has_short_form_, in_derivative_;
  Faults& faults_;
};

}  // namespace

void check_composition(const Rearrangement& r, const std::optional<Rearrangement>& shorter, bool in_derivative,
                       Faults& faults) {
  Composition(r, shorter.has_value(), in_derivative, faults).check();
}

std::string_view missing_material(const Rearrangement& r) {
  const std::string_view wanted = r.type == "hsr" ? "hsr" : r.type == "add" ? "?" : "";
  for (const auto& described : r.detailed) {
    for (const auto& stretch : described.stretches) {
      if (std::any_of(stretch.begin(), stretch.end(),
                      [&](const auto& point) { return point.word == wanted; }))
        return {};
    }
  }
  return r.detailed.empty() ? std::string_view{} : wanted;
}

std::optional<std::string> type_described(const Rearrangement& r) {
  static const std::vector<std::string> kOfOne{"del", "dup", "trp", "qdp", "inv", "ins", "i", "idic"};
  static const std::vector<std::string> kOfSeveral{"t", "ins"};
  const auto& types = r.chromosomes.size() == 1 ? kOfOne : kOfSeveral;
  const auto found = std::find_if(types.begin(), types.end(), [&r](const auto& type) {
    auto other = r;
    other.type = type;
    if (type == r.type) return false;
    const auto shorter = short_form(other);
    if (!shorter && !has_copies_side_by_side(other)) return false;
    Faults faults;
    if (type == "del") check_composition(other, shorter, false, faults);
    return faults.errors.empty();
  });
  return found == types.end() ? std::nullopt : std::optional(*found);
}

}  // namespace pinnacle::iscn
