#ifndef PINNACLE_ISCN_PHRASES_H_
#define PINNACLE_ISCN_PHRASES_H_

#include <string>

#include "pinnacle/iscn/karyotype.h"

namespace pinnacle::iscn {

/// An event in plain English, without full stop: "gain of a chromosome 8".
std::string phrase(const Event& event);

/// "46 chromosomes with X and Y, seen in 20 cells".
std::string phrase(const Clone& clone);

/// "9q34.1".
std::string written_band(const ChromosomeName& chromosome, const Breakpoint& breakpoint);

}  // namespace pinnacle::iscn

#endif  // PINNACLE_ISCN_PHRASES_H_
