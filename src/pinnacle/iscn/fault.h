#ifndef PINNACLE_ISCN_FAULT_H_
#define PINNACLE_ISCN_FAULT_H_

#include <string>
#include <string_view>
#include <vector>

#include "pinnacle/iscn/karyotype.h"

namespace pinnacle::iscn {

/// What a karyotype may offend against.
enum class Rule {
  kSyntax,
  kSpace,
  kLetterCase,
  kTooLong,
  kSexChromosomes,
  kCount,
  kChromosome,
  kBand,
  kArm,
  kBreakpoints,
  kOrder,
  kEvent,
  kDerivative,
  kInheritance,
  kReference,
  kCloneOrder,
  kCloneSize,
  kOldEdition,
  kTechnique,
};

/// "syntax", "count", "clone order": for programs to tell faults apart by.
std::string_view to_string(Rule rule);

struct Fault {
  Rule rule = Rule::kSyntax;
  Place place;
  std::string what;  ///< The rule in our words and how it is broken; no full stop.
};

struct Faults {
  std::vector<Fault> errors;    ///< The text is not ISCN.
  std::vector<Fault> warnings;  ///< It is, but something about it deserves a look.

  void error(Rule rule, Place place, std::string what) { errors.push_back({rule, place, std::move(what)}); }
  void warn(Rule rule, Place place, std::string what) { warnings.push_back({rule, place, std::move(what)}); }
};

}  // namespace pinnacle::iscn

#endif  // PINNACLE_ISCN_FAULT_H_
