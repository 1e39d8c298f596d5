#ifndef PINNACLE_ISCN_KARYOTYPE_H_
#define PINNACLE_ISCN_KARYOTYPE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace pinnacle::iscn {

/// The edition of the nomenclature whose rules this module knows.
inline constexpr const char* kEdition = "ISCN 2024";

/// Where something stands in the text, in characters (not bytes) from 0. Karyotypes are compared without it.
struct Place {
  std::size_t offset = 0;
  std::size_t length = 0;
  bool operator==(const Place&) const { return true; }
};

/// "3" or "1~3".
struct Range {
  int low = 0;
  int high = 0;
  bool operator==(const Range&) const = default;
};

enum class Arm { kNone, kP, kQ };

/// A band as it is written after a chromosome is known: "q34.1", "p10", "qter", "cen", "q2?3", "?".
struct BandName {
  bool questioned = false;  ///< "?" before it.
  Arm arm = Arm::kNone;     ///< kNone: "cen", unknown, or the arm of the band before ("q21~24").
  std::string name;         ///< Digits as written, "ter", "cen", "?"; empty: the arm as such, or unknown.
  bool operator==(const BandName&) const = default;
};

enum class Join {
  kNone,
  kRange,  ///< "~": somewhere between the two.
  kOr,     ///< " or ": one of the two.
  kFused,  ///< "-": the band that a coarse level has in place of both and of those between.
};

/// "q34", "q21~24", "q13 or q14" or "q14-22".
struct Breakpoint {
  BandName band;
  Join join = Join::kNone;
  BandName other;  ///< Meaningful unless join is kNone.
  Place place;
  bool operator==(const Breakpoint&) const = default;
};

/// A chromosome in the first parentheses of an event, or one gained or lost.
struct ChromosomeName {
  bool questioned = false;
  std::string name;       ///< "1" .. "22", "X", "Y", "?"; other numbers are read and refused by the rules.
  Arm arm = Arm::kNone;   ///< Only "dup(6p)" of a recombinant chromosome has one.
  std::string homologue;  ///< "'" or "\"", or "_" if underlined: tells one homologue from the other.
  Place place;
  bool operator==(const ChromosomeName&) const = default;
};

/// A point of the detailed system: "9q34", "pter", "neo", "hsr".
struct DetailedPoint {
  std::string chromosome;  ///< May be empty: the chromosome of the event.
  BandName band;
  std::string word;  ///< "neo", "hsr" or "?" in place of a band.
  Place place;
  bool operator==(const DetailedPoint&) const = default;
};

/// A chromosome in the detailed system: stretches such as pter->q21, joined by "::".
struct DetailedChromosome {
  int opening_colons = 0;  ///< 0: from a telomere; 1: from a break; 2: joined to the end, a ring.
  int closing_colons = 0;
  std::vector<std::vector<DetailedPoint>> stretches;
  bool operator==(const DetailedChromosome&) const = default;
};

/// "t(9;22)(q34;q11.2)": one rearrangement, alone or as a link of a derivative chromosome.
struct Rearrangement {
  bool questioned = false;  ///< "?" before a link of a chain.
  std::string type;         ///< "t", "del", "psu dic": the key of event_type().
  std::vector<ChromosomeName> chromosomes;
  std::vector<std::vector<Breakpoint>> breakpoints;  ///< By the semicolons; empty if none are written.
  std::vector<DetailedChromosome> detailed;          ///< In place of breakpoints.
  bool constitutional = false;  ///< "c" behind a link that others follow: der(13;14)(q10;q10)c t(11;14).
  Place place;
  bool operator==(const Rearrangement&) const = default;
};

enum class Sign { kNone, kGain, kLoss };

/// "pstk+" of "14cenh+pstk+ps+": one region of a variant.
struct Heteromorphism {
  Arm arm = Arm::kNone;  ///< kNone: of "cenh".
  std::string band;      ///< "12" of "q12h-"; mostly empty.
  std::string region;    ///< "h", "cenh", "cen", "var"; satellites and stalk, single or double: "s", "ss",
                         ///< "stk", "stkstk".
  Sign size = Sign::kNone;  ///< "+" larger, "-" smaller; kNone: it is there.
  bool operator==(const Heteromorphism&) const = default;
};

enum class EventKind {
  kWhole,       ///< "+8", "-Y".
  kStructural,  ///< "t(9;22)(q34;q11.2)", "+der(1)t(1;3)(p32;q21)".
  kWord,        ///< "+mar", "+r1", "dmin".
  kVariant,     ///< "16qh-".
  kIncomplete,  ///< "inc".
};

struct Event {
  EventKind kind = EventKind::kWhole;
  bool questioned = false;  ///< "?" before the event or after its sign.
  Sign sign = Sign::kNone;
  std::optional<Range> number;          ///< "2" of "+2mar".
  bool number_about = false;            ///< "~" before it: "~14dmin".
  bool number_open = false;             ///< ">" before its upper end: ">50dmin", "9~>50dmin".
  ChromosomeName chromosome;            ///< Of kWhole and kVariant.
  std::vector<Rearrangement> chain;     ///< Of kStructural: the first names the chromosome.
  std::string word;                     ///< Of kWord: "mar", "r", "dmin", ...
  std::string word_index;               ///< "1" of "mar1".
  std::vector<Heteromorphism> variant;  ///< Of kVariant: "qh-".
  std::string inheritance;              ///< "mat", "dn", ...; empty if none.
  bool constitutional = false;          ///< "c".
  bool perhaps_constitutional = false;  ///< "?c"; constitutional is set, too.
  std::optional<Range> times;           ///< "x2".
  std::optional<int> cells;             ///< "[4]" of one event of a composite karyotype.
  std::vector<Event> alternatives;      ///< After "or".
  Place place;
  bool operator==(const Event&) const = default;
};

/// Clone::separator of an alternative to the karyotype before it.
inline constexpr int kOrSeparator = 3;

/// The cells that share one karyotype.
struct Clone {
  int separator = 0;   ///< Slashes before it; kOrSeparator: " or " in their place.
  std::string prefix;  ///< "mos" or "chi", before the first clone of a side.
  Range count;
  std::string ploidy;  ///< "2n" of "46<2n>"; empty if not written.
  std::string sex;  ///< The unchanged ones: "XX", "X"; "U" undisclosed; "?", which is refused; may be empty.
  bool sex_constitutional = false;
  bool sex_perhaps_constitutional = false;  ///< "?c"; sex_constitutional is set, too.
  std::string reference;  ///< "sl", "sl2", "sdl1", "idem" in place of the sex chromosomes; else empty.
  /// "24,X,+21" of "48(24,X,+21)x2", in place of the sex chromosomes: the cell that was doubled. At most one.
  std::vector<Clone> doubled;
  std::optional<int> reference_times;  ///< "x2" behind the reference or the doubled cell.
  std::vector<Event> events;
  std::optional<int> cells;  ///< "[20]".
  bool composite = false;    ///< "[cp20]".
  Place place, count_place, sex_place, cells_place;
  bool operator==(const Clone&) const = default;
};

struct Karyotype {
  std::vector<Clone> clones;
  int closing_slashes = 0;  ///< 2: "46,XX[20]//", no cell of the donor.
  /// ".ish ...", ".arr[GRCh38] ...": carried along as written, from its dot on; without a dot if it stands
  /// alone.
  std::string techniques;
  Place techniques_place;
  bool operator==(const Karyotype&) const = default;
};

}  // namespace pinnacle::iscn

#endif  // PINNACLE_ISCN_KARYOTYPE_H_
