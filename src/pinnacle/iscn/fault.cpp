#include "pinnacle/iscn/fault.h"

namespace pinnacle::iscn {

std::string_view to_string(Rule rule) {
  switch (rule) {
    case Rule::kSyntax:
      return "syntax";
    case Rule::kSpace:
      return "space";
    case Rule::kLetterCase:
      return "letter case";
    case Rule::kTooLong:
      return "too long";
    case Rule::kSexChromosomes:
      return "sex chromosomes";
    case Rule::kCount:
      return "count";
    case Rule::kChromosome:
      return "chromosome";
    case Rule::kBand:
      return "band";
    case Rule::kArm:
      return "arm";
    case Rule::kBreakpoints:
      return "breakpoints";
    case Rule::kOrder:
      return "order";
    case Rule::kEvent:
      return "event";
    case Rule::kDerivative:
      return "derivative";
    case Rule::kInheritance:
      return "inheritance";
    case Rule::kReference:
      return "reference";
    case Rule::kCloneOrder:
      return "clone order";
    case Rule::kCloneSize:
      return "clone size";
    case Rule::kOldEdition:
      return "old edition";
    case Rule::kTechnique:
      return "technique";
  }
  return "syntax";
}

}  // namespace pinnacle::iscn
