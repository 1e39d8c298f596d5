#ifndef PINNACLE_BASE_CHECK_H_
#define PINNACLE_BASE_CHECK_H_

#include <stdexcept>
#include <string>

namespace pinnacle::base {

[[noreturn]] inline void check_failed(const char* condition, const char* file, int line, const std::string& why) {
  throw std::logic_error(std::string(file) + ":" + std::to_string(line) + ": " + condition + ": " + why);
}

}  // namespace pinnacle::base

/// States what must hold if our own code is right; throws std::logic_error otherwise. Never for input.
#define PINNACLE_CHECK(condition, why)                                               \
  do {                                                                               \
    if (!(condition)) ::pinnacle::base::check_failed(#condition, __FILE__, __LINE__, why); \
  } while (false)

#endif  // PINNACLE_BASE_CHECK_H_
