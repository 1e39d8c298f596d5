// Any bytes as a karyotype: nothing crashes or hangs, and what is well-formed is printed so that it reads the
// same.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "pinnacle/iscn/check.h"
#include "pinnacle/iscn/explain.h"
#include "pinnacle/iscn/parser.h"
#include "pinnacle/iscn/print.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pinnacle::iscn;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto verdict = check(text);
  if (verdict.suggestion && !check(*verdict.suggestion).valid) std::abort();
  const auto first = read(text);
  if (!first.complete || !first.faults.errors.empty()) return 0;
  const auto again = read(print(first.karyotype));
  if (!again.complete || !(again.karyotype == first.karyotype)) std::abort();
  if (verdict.valid) explain(first.karyotype);
  return 0;
}
