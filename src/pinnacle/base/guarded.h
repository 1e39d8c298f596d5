#ifndef PINNACLE_BASE_GUARDED_H_
#define PINNACLE_BASE_GUARDED_H_

#include <exception>
#include <new>
#include <string>
#include <type_traits>

#include "pinnacle/base/expected.h"

namespace pinnacle::base {

/// Runs one job of many, so that what it throws (a check of ours, the end of the memory, a library's fault)
/// ends that job alone and never the thread that it runs on.
///
/// @param act  Takes nothing and returns an Expected.
/// @errors     Those of `act`. kInternal: it threw, with the first words of what it said.
template <typename Act>
std::invoke_result_t<const Act&> guarded(const Act& act) {
  constexpr std::size_t kMostWords = 300;
  constexpr const char* kCure = "Please report it with the command and its input";
  try {
    return act();
  } catch (const std::bad_alloc&) {
    return unexpected(ErrorCode::kInternal, "out of memory", {}, "Give it fewer jobs or smaller images");
  } catch (const std::exception& fault) {
    return unexpected(ErrorCode::kInternal,
                      "internal error: " + std::string(fault.what()).substr(0, kMostWords), {}, kCure);
  } catch (...) {
    return unexpected(ErrorCode::kInternal, "internal error of an unknown kind", {}, kCure);
  }
}

}  // namespace pinnacle::base

#endif  // PINNACLE_BASE_GUARDED_H_
