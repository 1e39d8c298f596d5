#ifndef PINNACLE_ISCN_PRINT_H_
#define PINNACLE_ISCN_PRINT_H_

#include <string>

#include "pinnacle/iscn/karyotype.h"

namespace pinnacle::iscn {

/// The text of a karyotype, in ASCII but for underlined homologues. Reading it gives the same karyotype.
std::string print(const Karyotype& karyotype);
std::string print(const Clone& clone);  ///< Without what separates it from the clone before.
std::string print(const Event& event);
std::string print(const Rearrangement& rearrangement);
std::string print(const ChromosomeName& chromosome);
std::string print(const Breakpoint& breakpoint);
std::string print(const BandName& band);
std::string print(const Range& range);

/// "pstk+ps+" of "14pstk+ps+".
std::string print(const std::vector<Heteromorphism>& variant);
/// "t(9;22)": a rearrangement without its breakpoints.
std::string print_without_breakpoints(const Rearrangement& rearrangement);
/// "t(9;22)(q34;q11.2)": an event as such, without sign, inheritance, number, cells.
std::string print_core(const Event& event);

}  // namespace pinnacle::iscn

#endif  // PINNACLE_ISCN_PRINT_H_
