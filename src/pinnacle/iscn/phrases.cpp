#include "pinnacle/iscn/phrases.h"

#include <algorithm>
#include <array>
#include <optional>

#include "pinnacle/iscn/band_place.h"
#include "pinnacle/iscn/count.h"
#include "pinnacle/iscn/detailed.h"
#include "pinnacle/iscn/event_type.h"
#include "pinnacle/iscn/heteromorphism.h"
#include "pinnacle/iscn/print.h"
#include "pinnacle/iscn/rules.h"

namespace pinnacle::iscn {
namespace {

std::string named(const ChromosomeName& c) {
  if (c.name == "?") return "an unknown chromosome";
  return (c.questioned ? "what may be chromosome " : "chromosome ") +
         print(ChromosomeName{false, c.name, c.arm, c.homologue, {}});
}

std::string list(const std::vector<std::string>& items) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i)
    text += (i == 0 ? "" : i + 1 == items.size() ? " and " : ", ") + items[i];
  return text;
}

std::vector<std::string> names_of(const Rearrangement& r) {
  std::vector<std::string> all;
  for (const auto& c : r.chromosomes) all.push_back(named(c));
  return all;
}

/// "deletion of chromosome 5", "ring chromosome 7", "dicentric chromosome of 9 and 20".
std::string meaning_with_names(const Rearrangement& r) {
  const auto* type = event_type(r.type);
  const std::string meaning(type == nullptr ? r.type : type->meaning);
  const std::string word = "chromosome";
  const bool ends_so =
      meaning.size() >= word.size() && meaning.compare(meaning.size() - word.size(), word.size(), word) == 0;
  auto names = names_of(r);
  if (!ends_so) return meaning + " of " + list(names);
  for (auto& name : names) {
    if (name.substr(0, word.size()) == word) name.erase(0, word.size() + 1);
  }
  return meaning + (names.size() > 1 || names.front().find(' ') != names.front().npos ? " of " : " ") +
         list(names);
}

std::vector<std::string> bands_of(const Rearrangement& r) {
  std::vector<std::string> all;
  for (std::size_t g = 0; g < r.breakpoints.size(); ++g) {
    for (const auto& point : r.breakpoints[g])
      all.push_back(written_band(r.chromosomes[std::min(g, r.chromosomes.size() - 1)], point));
  }
  return all;
}

/// "what lies beyond 9q34": what the i-th chromosome of a translocation gives, or has no longer.
std::string beyond(const Rearrangement& r, std::size_t i) {
  if (r.chromosomes[i].name == "?") return "material of unknown origin";
  const auto& point = r.breakpoints[i].front();
  if (point.band.arm == Arm::kNone) return "a part of " + named(r.chromosomes[i]) + " that is not told";
  return "what lies beyond " + written_band(r.chromosomes[i], point);
}

std::string arm_name(Arm arm) { return arm == Arm::kP ? "short arm" : "long arm"; }

/// True if the first of two bands lies nearer to the end of the short arm, so that a copy lies as the
/// original does.
bool is_direct(const ChromosomeName& c, const Breakpoint& first, const Breakpoint& second) {
  const auto chromosome = cytogenetics::parse_class(c.name);
  const auto a = chromosome ? breakpoint_place(*chromosome, first) : std::nullopt;
  const auto b = chromosome ? breakpoint_place(*chromosome, second) : std::nullopt;
  if (!a || !b) return true;
  return a->middle() <= b->middle();
}

/// "the segment between 1q22 and 1q25", "a segment within 17p11.2".
std::string segment(const std::string& from, const std::string& to) {
  return from == to ? "a segment within " + from : "the segment between " + from + " and " + to;
}

std::string repeated_segment(const Rearrangement& r, const char* verb) {
  const auto bands = bands_of(r);
  const bool direct = is_direct(r.chromosomes[0], r.breakpoints[0][0], r.breakpoints[0][1]);
  const auto* turned = r.type == "dup" ? ", the copy turned round" : ", every other one turned round";
  return segment(bands[0], bands[1]) + " is " + verb + (direct ? "" : turned);
}

/// "3q" of "3q10".
std::string arm_of(const ChromosomeName& c, Arm arm) { return c.name + (arm == Arm::kP ? "p" : "q"); }

bool exchanges_whole_arms(const Rearrangement& r) {
  const auto is_centromere = [](const auto& group) {
    return group.size() == 1 && group[0].band.name == "10";
  };
  return r.type == "t" && r.chromosomes.size() == 2 && r.breakpoints.size() == 2 &&
         std::all_of(r.breakpoints.begin(), r.breakpoints.end(), is_centromere);
}

std::string whole_arm_exchange(const Rearrangement& r) {
  const auto &a = r.chromosomes[0], &b = r.chromosomes[1];
  const auto arm_a = r.breakpoints[0][0].band.arm, arm_b = r.breakpoints[1][0].band.arm;
  const auto other = [](Arm arm) { return arm == Arm::kP ? Arm::kQ : Arm::kP; };
  return "translocation of whole arms: " + arm_of(a, arm_a) + " is joined to " + arm_of(b, arm_b) + ", and " +
         arm_of(a, other(arm_a)) + " to " + arm_of(b, other(arm_b));
}

std::string exchange(const Rearrangement& r) {
  if (exchanges_whole_arms(r)) return whole_arm_exchange(r);
  if (r.chromosomes.size() == 2)
    return "translocation: " + beyond(r, 0) + " and " + beyond(r, 1) + " have changed places";
  std::vector<std::string> moves;
  for (std::size_t i = 0; i < r.chromosomes.size(); ++i) {
    const auto& to = r.chromosomes[(i + 1) % r.chromosomes.size()];
    moves.push_back(beyond(r, i) + " has moved to " + named(to));
  }
  return "translocation between " + std::to_string(r.chromosomes.size()) + " chromosomes: " + list(moves);
}

/// "ins(5;6)(q13q23;q15q23)": each segment moves to the next chromosome.
std::string mutual_insertion(const Rearrangement& r) {
  const auto bands = bands_of(r);
  std::string text = "insertion of segments into each other's place: that between ";
  for (std::size_t i = 0; i < r.chromosomes.size(); ++i) {
    text += (i == 0 ? "" : ", that between ") + bands[2 * i] + " and " + bands[2 * i + 1] + " has moved to " +
            named(r.chromosomes[(i + 1) % r.chromosomes.size()]);
  }
  return text;
}

std::string insertion(const Rearrangement& r) {
  const auto bands = bands_of(r);
  if (r.chromosomes.back().name == "?")
    return "insertion of material of unknown origin into " + bands.front();
  if (bands.size() < 3) return "insertion into " + bands.front();
  const bool direct = is_direct(r.chromosomes.back(), r.breakpoints.back()[r.breakpoints.back().size() - 2],
                                r.breakpoints.back().back());
  return "insertion: " + segment(bands[1], bands[2]) + " has moved into " + bands[0] +
         (direct ? "" : ", turned round");
}

/// True if there are as many bands as the sentence about such an event names.
bool has_bands_for_its_sentence(const Rearrangement& r) {
  if (r.type == "inv" || r.type == "dup" || r.type == "trp" || r.type == "qdp")
    return r.breakpoints.size() == 1 && r.breakpoints[0].size() == 2;
  if (r.type == "ins") return r.breakpoints.back().size() >= 2 || bands_of(r).size() < 3;
  const auto is_one = [](const auto& group) { return group.size() == 1; };
  if (r.type == "t")
    return r.breakpoints.size() == r.chromosomes.size() &&
           std::all_of(r.breakpoints.begin(), r.breakpoints.end(), is_one);
  return true;
}

/// "p13.3 to qter" of "p13.3->qter".
std::string described_stretch(const Rearrangement& r, const std::vector<DetailedPoint>& points) {
  const auto end = [&](std::size_t i) -> std::string {
    if (points[i].word == "?") return "material of unknown origin";
    if (points[i].word == "hsr") return "a homogeneously staining region";
    return points[i].word.empty() ? chromosome_at(r, points, i) + print(points[i].band) : "a neocentromere";
  };
  return points.size() == 1 ? end(0) : end(0) + " to " + end(points.size() - 1);
}

/// "19p13.3 to 19qter, then ..., then ...": what has no short form is told part by part.
std::string described_parts(const Rearrangement& r) {
  std::string text;
  for (const auto& chromosome : r.detailed) {
    for (std::size_t i = 0; i < chromosome.stretches.size(); ++i) {
      text += i > 0 ? ", then " : text.empty() ? "" : "; and ";
      text += described_stretch(r, chromosome.stretches[i]);
    }
    if (chromosome.opening_colons == 2) text += ", joined to a ring";
  }
  return text;
}

std::string ring_phrase(const Rearrangement& r) {
  const auto bands = bands_of(r);
  if (r.chromosomes.size() == 1)
    return meaning_with_names(r) + ", closed between " + list(bands) + "; the ends beyond are lost";
  std::vector<std::string> parts;
  std::size_t next = 0;
  for (std::size_t i = 0; i < r.chromosomes.size(); ++i) {
    const bool whole =
        i < r.breakpoints.size() && r.breakpoints[i].size() == 2 && r.chromosomes[i].name != "?";
    parts.push_back(whole ? bands[next] + " to " + bands[next + 1] : "a part of " + named(r.chromosomes[i]));
    next += i < r.breakpoints.size() ? r.breakpoints[i].size() : 0;
  }
  return std::string(event_type(r.type)->meaning) + " of " + list(parts);
}

std::string deletion(const std::vector<std::string>& bands) {
  if (bands.size() == 1) return "deletion: what lies beyond " + bands[0] + " is lost";
  return "deletion: " + segment(bands[0], bands[1]) + " is lost";
}

std::string inversion(const Rearrangement& r) {
  const auto bands = bands_of(r);
  const bool pericentric = r.breakpoints[0].front().band.arm != r.breakpoints[0].back().band.arm;
  return std::string(pericentric ? "pericentric" : "paracentric") +
         " inversion: " + segment(bands[0], bands[1]) + (pericentric ? ", with the centromere," : "") +
         " is turned round";
}

/// Of a dicentric chromosome, a Robertsonian translocation, a derivative with two centromeres.
std::string joined_chromosomes(const Rearrangement& r) {
  auto bands = bands_of(r);
  if (r.breakpoints[0][0].band.name == "10")
    return std::string(event_type(r.type)->meaning) + ": " + list(bands) +
           " are joined at their centromeres, the other arms lost";
  // Of an unknown chromosome no band is told, nor what it lost.
  if (std::erase(bands, "?") > 0)
    return meaning_with_names(r) + (bands.empty() ? "" : ", joined at " + list(bands));
  return meaning_with_names(r) + ", joined at " + list(bands) + "; what lies beyond these bands is lost";
}

std::string phrase(const Rearrangement& r) {
  const auto* type = event_type(r.type);
  const std::string meaning(type == nullptr ? r.type : type->meaning);
  if (!r.detailed.empty() && r.type == "add")
    return list(names_of(r)) + " with " + meaning + ": " + described_parts(r);
  if (!r.detailed.empty()) return meaning_with_names(r) + ": " + described_parts(r);
  if (r.breakpoints.empty()) return meaning_with_names(r);
  const auto bands = bands_of(r);
  if (exchanges_segments(r)) return mutual_insertion(r);
  if (!has_bands_for_its_sentence(r)) return meaning_with_names(r) + " at " + list(bands);
  const auto arm = r.breakpoints[0][0].band.arm;
  if (r.type == "t") return exchange(r);
  if (r.type == "ins") return insertion(r);
  if (r.type == "del") return deletion(bands);
  if (r.type == "dup") return "duplication: " + repeated_segment(r, "there twice");
  if (r.type == "trp") return "triplication: " + repeated_segment(r, "there three times");
  if (r.type == "qdp") return "quadruplication: " + repeated_segment(r, "there four times");
  if (r.type == "inv") return inversion(r);
  if (r.type == "neo") return list(names_of(r)) + " with a neocentromere in " + list(bands);
  if (r.type == "add") return "material of unknown origin in place of what lies beyond " + bands[0];
  if (r.type == "i")
    return meaning + " of " + list(names_of(r)) + ": its " + arm_name(arm) + " twice, the other arm lost";
  if (r.type == "fis") return meaning + " of " + list(names_of(r)) + ": its " + arm_name(arm) + " by itself";
  if (r.type == "idic" || r.type == "psu idic")
    return meaning_with_names(r) + ": twice the part with the centromere, joined at " + bands[0];
  if (is_ring(r.type)) return ring_phrase(r);
  if (r.type == "hsr" || r.type == "fra") return meaning + " in " + list(bands);
  if (type != nullptr && type->joins && r.chromosomes.size() > 1) return joined_chromosomes(r);
  return meaning_with_names(r) + " at " + list(bands);
}

/// Each chromosome of an exchange receives of the one before in the circle.
std::size_t giver_to(std::size_t receiver, std::size_t chromosomes) {
  return (receiver + chromosomes - 1) % chromosomes;
}

/// Of each link of a derivative the chromosome, by its place in the link, that the derivative has without it:
/// its own, or one that another link brings. Links stand from p to q, so that a later one may bring it.
std::vector<std::optional<std::size_t>> present_before(const Event& event) {
  std::vector<std::string> present;
  for (const auto& c : event.chain.front().chromosomes) present.push_back(c.name);
  std::vector<std::optional<std::size_t>> all(event.chain.size());
  // Grows while it is gone through: what a link brings may be what another one changes.
  for (std::size_t k = 0; k < present.size(); ++k) {
    for (std::size_t i = 1; i < event.chain.size(); ++i) {
      const auto& in_link = event.chain[i].chromosomes;
      const auto found =
          std::find_if(in_link.begin(), in_link.end(), [&](const auto& c) { return c.name == present[k]; });
      if (all[i] || found == in_link.end()) continue;
      const auto at = static_cast<std::size_t>(found - in_link.begin());
      all[i] = at;
      present.push_back(in_link[giver_to(at, in_link.size())].name);
    }
  }
  return all;
}

/// What a derivative has of "t(9;22;17)(q34;q11.2;q21)" is the material of one partner.
/// @param own  The place in the link of the chromosome that the derivative has without it.
std::string exchange_in_derivative(const Rearrangement& r, std::size_t own) {
  const auto given = beyond(r, giver_to(own, r.chromosomes.size()));
  if (r.chromosomes[own].name == "?") return "translocation: " + given + " is joined to it";
  return "translocation: " + beyond(r, own) + " is replaced by " + given;
}

/// @param own  As above.
std::string insertion_in_derivative(const Rearrangement& r, std::size_t own) {
  const auto bands = bands_of(r);
  const auto moved = segment(bands[1], bands[2]);
  if (own > 0) return "insertion: " + moved + " is missing, for it has moved to " + named(r.chromosomes[0]);
  const bool direct = is_direct(r.chromosomes[1], r.breakpoints[1][0], r.breakpoints[1][1]);
  return "insertion: " + moved + " lies in " + bands[0] + (direct ? "" : ", turned round");
}

/// Of an exchange or an insertion a derivative has one side only.
std::string phrase_in_derivative(const Rearrangement& r, std::optional<std::size_t> own) {
  const bool has_sides = own && r.chromosomes.size() > 1 && r.breakpoints.size() == r.chromosomes.size();
  if (!has_sides || !has_bands_for_its_sentence(r)) return phrase(r);
  if (exchanges_segments(r)) {
    const auto bands = bands_of(r);
    const auto giver = giver_to(*own, r.chromosomes.size());
    return "insertion: " + segment(bands[2 * *own], bands[2 * *own + 1]) + " is replaced by " +
           segment(bands[2 * giver], bands[2 * giver + 1]);
  }
  if (r.type == "t") return exchange_in_derivative(r, *own);
  const bool of_a_segment = r.type == "ins" && r.chromosomes.size() == 2 && bands_of(r).size() == 3;
  return of_a_segment ? insertion_in_derivative(r, *own) : phrase(r);
}

/// "der(5;7)t(5;7)(q13;p22)": what joins the derivative's two centromeres.
bool joins_centromeres(const Rearrangement& der, const Rearrangement& r) {
  const auto is_in = [&r](const auto& c) {
    return std::any_of(r.chromosomes.begin(), r.chromosomes.end(),
                       [&c](const auto& other) { return other.name == c.name; });
  };
  return der.chromosomes.size() == 2 && der.breakpoints.empty() && r.type == "t" &&
         r.chromosomes.size() == 2 && std::all_of(der.chromosomes.begin(), der.chromosomes.end(), is_in) &&
         has_bands_for_its_sentence(r);
}

/// "der(5;7)t(3;5)(q21;q22)t(3;7)(q29;p13)": a third chromosome's segment does.
/// @return  Nothing of any other derivative.
std::optional<std::string> joined_by_third(const Event& event,
                                           const std::vector<std::optional<std::size_t>>& own) {
  const auto& der = event.chain.front();
  if (der.chromosomes.size() != 2 || !der.breakpoints.empty() || event.chain.size() != 3) return std::nullopt;
  std::vector<std::string> joined, third;
  for (std::size_t i = 1; i < 3; ++i) {
    const auto& r = event.chain[i];
    const bool fits = r.type == "t" && r.chromosomes.size() == 2 && own[i] && has_bands_for_its_sentence(r) &&
                      r.chromosomes[*own[i]].name == der.chromosomes[i - 1].name;
    if (!fits) return std::nullopt;
    joined.push_back(bands_of(r)[*own[i]]);
    third.push_back(bands_of(r)[1 - *own[i]]);
  }
  const auto third_of = [&](std::size_t i) { return event.chain[i].chromosomes[1 - *own[i]].name; };
  if (third_of(1) != third_of(2)) return std::nullopt;
  return "translocations: " + segment(third[0], third[1]) + " joins " + list(joined) +
         "; what lies beyond these bands is lost";
}

/// "rec(6)dup(6p)inv(6)(p22.2q25.2)": what it has too much and too little of.
std::string recombinant(const Event& event) {
  const auto meaning = meaning_with_names(event.chain.front());
  const auto &change = event.chain[1], &last = event.chain.back();
  const auto bands = bands_of(last);
  const bool doubled = change.type == "dup";
  if (event.chain.size() == 3 && last.type == "inv" && bands.size() == 2) {
    const bool p_doubled = doubled == (change.chromosomes.front().arm == Arm::kP);
    return meaning + " of a parent's " + inversion(last) + "; of it, what lies beyond " +
           bands[p_doubled ? 0 : 1] + " is there twice and what lies beyond " + bands[p_doubled ? 1 : 0] +
           " is lost";
  }
  if (event.chain.size() == 3 && last.type == "ins" && last.chromosomes.size() == 1 && bands.size() == 3)
    return meaning + " of a parent's insertion into " + bands[0] + ": " + segment(bands[1], bands[2]) +
           (doubled ? " is there twice" : " is lost");
  std::string text = meaning + ", made by ";
  for (std::size_t i = 1; i < event.chain.size(); ++i)
    text += (i == 1 ? "" : "; and ") + phrase(event.chain[i]);
  return text;
}

std::string chain_phrase(const Event& event) {
  const auto& first = event.chain.front();
  if (event.chain.size() == 1) return phrase(first);
  if (first.type == "rec") return recombinant(event);
  if (event.chain.size() == 2 && is_ring(event.chain[1].type))
    return "derivative chromosome: " + phrase(event.chain[1]);
  std::string text = std::string(event_type(first.type) == nullptr ? "" : event_type(first.type)->meaning) +
                     " with the centromere of " + list(names_of(first)) +
                     (first.constitutional ? ", constitutional" : "") + ", made by ";
  const auto own = present_before(event);
  if (const auto joined = joined_by_third(event, own)) return text + *joined;
  for (std::size_t i = 1; i < event.chain.size(); ++i) {
    const auto& link = event.chain[i];
    text += i == 1 ? "" : "; and ";
    text += joins_centromeres(first, link) ? joined_chromosomes(link) : phrase_in_derivative(link, own[i]);
  }
  if (first.type == "ider" && !first.breakpoints.empty())
    text += "; of that, the " + arm_name(first.breakpoints[0][0].band.arm) +
            " is there twice and the other arm lost";
  return text;
}

std::string word_phrase(const Event& event) {
  std::string number = event.number ? print(*event.number) + " " : "";
  if (event.number_about) number = "about " + number;
  if (event.number_open && event.number) {
    const auto more = "more than " + std::to_string(event.number->high) + " ";
    number =
        event.number->low == event.number->high ? more : std::to_string(event.number->low) + " to " + more;
  }
  const auto one = [&](const char* name) {
    return number.empty() ? std::string("a ") + name : number + name + "s";
  };
  if (event.word == "mar") return one("marker chromosome") + " that cannot be identified";
  if (event.word == "r") return one("ring chromosome") + " that cannot be identified";
  if (event.word == "dmin") return number + "double minute chromosomes, which are not counted";
  if (event.word == "hsr") return "a homogeneously staining region";
  if (event.word == "min") return number + "minute acentric fragments";
  if (event.word == "ace") return "acentric fragments";
  return event.word;
}

std::string origin(const std::string& inheritance) {
  static constexpr std::array<std::pair<const char*, const char*>, 7> kOrigins{
      {{"mat", "inherited from the mother"},
       {"pat", "inherited from the father"},
       {"dn", "new, in neither parent"},
       {"inh", "inherited"},
       {"dmat", "derived from a rearrangement of the mother"},
       {"dpat", "derived from a rearrangement of the father"},
       {"dinh", "derived from a rearrangement of a parent"}}};
  for (const auto& [code, text] : kOrigins) {
    if (inheritance == code) return text;
  }
  return {};
}

std::string phrase_alone(const Event& event) {
  std::string text;
  switch (event.kind) {
    case EventKind::kWhole:
      text = named(event.chromosome);
      break;
    case EventKind::kStructural:
      text = chain_phrase(event);
      break;
    case EventKind::kWord:
      text = word_phrase(event);
      break;
    case EventKind::kVariant:
      text = "variant of " + named(event.chromosome) + " (" + print(event.variant) +
             "): " + plain_heteromorphism(event.variant) + ", without loss or gain that counts";
      break;
    case EventKind::kIncomplete:
      return "there are further changes that could not be told";
  }
  if (event.times) text = print(*event.times) + " copies of this: " + text;
  if (event.sign == Sign::kGain)
    text = (event.kind == EventKind::kWhole ? "one more " : "in addition, ") + text;
  if (event.sign == Sign::kLoss) text = "loss of " + text;
  if (event.questioned) text += "; this is uncertain";
  if (!event.inheritance.empty()) text += "; " + origin(event.inheritance);
  if (event.constitutional)
    text += event.perhaps_constitutional ? "; perhaps constitutional" : "; constitutional";
  if (event.cells) text += "; seen in " + std::to_string(*event.cells) + " of the cells";
  return text;
}

}  // namespace

std::string written_band(const ChromosomeName& chromosome, const Breakpoint& breakpoint) {
  return (chromosome.name == "?" ? "" : chromosome.name) + print(breakpoint);
}

std::string phrase(const Event& event) {
  auto text = phrase_alone(event);
  for (const auto& other : event.alternatives) text += "; or " + phrase_alone(other);
  return text;
}

std::string phrase(const Clone& clone) {
  std::string text =
      (clone.separator == kOrSeparator ? "or else " : "") + print(clone.count) + " chromosomes";
  if (clone.sex == "U") text += ", the sex chromosomes not disclosed";
  if (!clone.sex.empty() && !is_sex_untold(clone)) {
    std::vector<std::string> letters;
    for (const char letter : clone.sex) letters.emplace_back(1, letter);
    text += std::string(", the unchanged sex chromosome") + (letters.size() > 1 ? "s " : " ") + list(letters);
    if (clone.sex_constitutional)
      text += clone.sex_perhaps_constitutional ? ", perhaps constitutional" : ", constitutional";
  }
  if (clone.reference == "idem") text += ", with the changes of the first clone";
  if (clone.reference.substr(0, 2) == "sl") {
    text += ", with the changes of " +
            (clone.reference.size() > 2 ? "stemline " + clone.reference.substr(2) : "the stemline");
  }
  for (const auto& cell : clone.doubled) text += ", a cell of " + print(cell);
  if (clone.reference.substr(0, 3) == "sdl")
    text +=
        ", with the changes of sideline " + (clone.reference.size() > 3 ? clone.reference.substr(3) : "1");
  if (clone.reference_times) text += ", " + std::to_string(*clone.reference_times) + " times over";
  if (clone.cells) text += ", in " + std::to_string(*clone.cells) + (*clone.cells == 1 ? " cell" : " cells");
  if (clone.composite) text += " that differ from each other";
  return text;
}

}  // namespace pinnacle::iscn
