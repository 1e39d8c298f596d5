#include "pinnacle/iscn/phrases.h"

#include <algorithm>
#include <array>

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
  const auto bands = bands_of(r);
  if (r.chromosomes.size() == 2)
    return "translocation: what lies beyond " + bands[0] + " and what lies beyond " + bands[1] +
           " have changed places";
  std::string text =
      "translocation between " + std::to_string(r.chromosomes.size()) + " chromosomes: what lies beyond ";
  for (std::size_t i = 0; i < r.chromosomes.size(); ++i) {
    const auto& to = r.chromosomes[(i + 1) % r.chromosomes.size()];
    text += (i == 0                          ? ""
             : i + 1 == r.chromosomes.size() ? " and that beyond "
                                             : ", that beyond ") +
            bands[i] + " has moved to " + named(to);
  }
  return text;
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
  const auto bands = bands_of(r);
  if (r.breakpoints[0][0].band.name == "10")
    return std::string(event_type(r.type)->meaning) + ": " + list(bands) +
           " are joined at their centromeres, the other arms lost";
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

/// Of an exchange or an insertion a derivative has one side only.
std::string phrase_in_derivative(const Rearrangement& r, const std::string& own) {
  const bool of_two = r.chromosomes.size() == 2 && r.breakpoints.size() == 2;
  if (!of_two || exchanges_whole_arms(r) || !has_bands_for_its_sentence(r)) return phrase(r);
  const auto bands = bands_of(r);
  const bool first_is_own = r.chromosomes[0].name == own;
  if (!first_is_own && r.chromosomes[1].name != own) return phrase(r);
  if (r.type == "t" && own == "?")
    return "translocation: what lies beyond " + bands[first_is_own ? 1 : 0] + " is joined to it";
  if (r.type == "t")
    return "translocation: what lies beyond " + bands[first_is_own ? 0 : 1] +
           " is replaced by what lies beyond " + bands[first_is_own ? 1 : 0];
  if (r.type != "ins" || bands.size() != 3) return phrase(r);
  const auto moved = segment(bands[1], bands[2]);
  if (!first_is_own)
    return "insertion: " + moved + " is missing, for it has moved to " + named(r.chromosomes[0]);
  const bool direct = is_direct(r.chromosomes[1], r.breakpoints[1][0], r.breakpoints[1][1]);
  return "insertion: " + moved + " lies in " + bands[0] + (direct ? "" : ", turned round");
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
  for (std::size_t i = 1; i < event.chain.size(); ++i) {
    text += (i == 1 ? "" : "; and ") + phrase_in_derivative(event.chain[i], first.chromosomes.front().name);
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
