#ifndef PINNACLE_ISCN_EVENT_TYPE_H_
#define PINNACLE_ISCN_EVENT_TYPE_H_

#include <array>
#include <optional>
#include <string_view>

namespace pinnacle::iscn {

/// What may stand in the parentheses of an event.
enum class EventShape {
  kOneBreak,        ///< One chromosome, one band: add(7)(p22).
  kOneOrTwoBreaks,  ///< One chromosome: del(5)(q31), del(5)(q13q33).
  kTwoBreaks,       ///< One chromosome, two bands: inv(2)(p21q31).
  kOneBreakEach,    ///< Several chromosomes, a band of each: t(9;22)(q34;q11.2).
  kChainOfBreaks,   ///< A band of the first and the last, two of those between: trc(4;12;9)(q31;q22p13;q34).
  kInsertion,       ///< ins(2)(p13q21q31), ins(5;2)(p14;q22q32), mutual ins(5;6)(q13q23;q15q23).
  kRing,            ///< r(7)(p22q36), r(1;3)(p36q23;q21q27), r(20).
  kDerivative,      ///< der(1)t(1;3)(p32;q21), der(1;7)(q10;p10).
  kIsoderivative,   ///< ider(22)(q10)t(9;22)(q34;q11.2).
  kRecombinant,     ///< rec(6)dup(6p)inv(6)(p22q25).
  kNoBreaks,        ///< upd(15)mat.
  kFree,            ///< inv dup(15)(q13), an old form; neo(3): any number of bands.
};

struct EventType {
  std::string_view name;
  std::string_view meaning;  ///< "translocation".
  EventShape shape;
  bool centromeric;  ///< Its breaks are p10 or q10.
  bool joins;        ///< The chromosomes it names become one.
  bool chromatid;    ///< A break or gap that leaves the count alone.
};

/// Nothing if ISCN has no such event.
const EventType* event_type(std::string_view name);

/// "r", "dic r", "trc r".
bool is_ring(std::string_view type);

/// Words that stand without parentheses: "mar", "r", "dmin".
bool is_event_word(std::string_view word);
/// Those of them that are chromosomes and count.
bool is_counted_word(std::string_view word);

/// Bodies without a centromere and without bands, which are no chromosomes.
enum class AcentricKind { kDoubleMinute, kMinute, kFragment };
/// Their words, in that order.
inline constexpr std::array<std::string_view, 3> kAcentricWords{"dmin", "min", "ace"};

/// Nothing if the word is none of theirs.
std::optional<AcentricKind> acentric_kind(std::string_view word);

/// "mat", "pat", "dn", "dinh", "dmat", "dpat", "inh".
bool is_inheritance(std::string_view word);

}  // namespace pinnacle::iscn

#endif  // PINNACLE_ISCN_EVENT_TYPE_H_
