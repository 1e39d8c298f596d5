#ifndef PINNACLE_BASE_EXPECTED_H_
#define PINNACLE_BASE_EXPECTED_H_

#include <string>
#include <utility>
#include <variant>

#include "pinnacle/base/check.h"

namespace pinnacle::base {

/// What kind of thing is wrong with the world (with our own code: see PINNACLE_CHECK and guarded()).
enum class ErrorCode {
  kInvalidArgument,  ///< A value that no caller may pass from outside: an option, an empty mask.
  kNotFound,         ///< No such file, folder, label or image.
  kUnreadable,       ///< The system does not give it to be read: permissions, a pipe, a broken device.
  kDamaged,          ///< The content contradicts its format: truncated, corrupt, inconsistent.
  kUnsupported,      ///< Well-formed, but beyond what this program handles.
  kExists,           ///< Something is there already that would be overwritten.
  kCancelled,        ///< A person asked to stop.
  kUnwritable,       ///< The system does not take it: permissions, a full disk, a broken device.
  kInternal,         ///< Our own mistake or the end of the memory, as guarded() caught it; made nowhere else.
};

/// A fault of the world, told to a person: what is wrong, where, and what to do about it.
struct Error {
  ErrorCode code = ErrorCode::kInvalidArgument;
  std::string what;   ///< One clause, no full stop: "the image is truncated after row 512".
  std::string place;  ///< The file, line, field or page at fault; empty if there is none.
  std::string cure;   ///< What the user can do; empty if nothing sensible can be said.

  /// "PLACE: WHAT. CURE."
  std::string text() const {
    std::string out = place.empty() ? what : place + ": " + what;
    return cure.empty() ? out : out + ". " + cure;
  }

  /// The same error with its place set, unless a more exact place is known already.
  Error at(std::string where) && {
    place = place.empty() ? std::move(where) : std::move(where) + ": " + place;
    return std::move(*this);
  }
};

/// Wraps an error on its way into an Expected, as std::unexpected does.
struct Unexpected {
  Error error;
};

inline Unexpected unexpected(ErrorCode code, std::string what, std::string place = {}, std::string cure = {}) {
  return {{code, std::move(what), std::move(place), std::move(cure)}};
}

/// A value or the reason why there is none; the names are those of std::expected.
template <typename T>
class [[nodiscard]] Expected {
 public:
  using value_type = T;

  Expected(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Expected(Unexpected fault) : state_(std::in_place_index<1>, std::move(fault.error)) {}

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  T& value() & {
    PINNACLE_CHECK(has_value(), "value() of an Expected that holds an error");
    return std::get<0>(state_);
  }
  const T& value() const& {
    PINNACLE_CHECK(has_value(), "value() of an Expected that holds an error");
    return std::get<0>(state_);
  }
  T&& value() && {
    PINNACLE_CHECK(has_value(), "value() of an Expected that holds an error");
    return std::get<0>(std::move(state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  T value_or(T other) const& { return has_value() ? std::get<0>(state_) : std::move(other); }

  const Error& error() const& {
    PINNACLE_CHECK(!has_value(), "error() of an Expected that holds a value");
    return std::get<1>(state_);
  }
  Error&& error() && {
    PINNACLE_CHECK(!has_value(), "error() of an Expected that holds a value");
    return std::get<1>(std::move(state_));
  }

 private:
  std::variant<T, Error> state_;
};

/// Success without a value, or the reason for failure.
template <>
class [[nodiscard]] Expected<void> {
 public:
  using value_type = void;

  Expected() : failed_(false) {}
  Expected(Unexpected fault) : failed_(true), error_(std::move(fault.error)) {}

  bool has_value() const { return !failed_; }
  explicit operator bool() const { return has_value(); }
  void value() const { PINNACLE_CHECK(has_value(), "value() of an Expected that holds an error"); }

  const Error& error() const& {
    PINNACLE_CHECK(failed_, "error() of an Expected that holds a value");
    return error_;
  }
  Error&& error() && {
    PINNACLE_CHECK(failed_, "error() of an Expected that holds a value");
    return std::move(error_);
  }

 private:
  bool failed_;
  Error error_;
};

}  // namespace pinnacle::base

#define PINNACLE_CONCAT_INNER(a, b) a##b
#define PINNACLE_CONCAT(a, b) PINNACLE_CONCAT_INNER(a, b)

/// PINNACLE_TRY(auto image, decode(bytes)): the value, or return the error to the caller.
#define PINNACLE_TRY(declaration, expression)                                           \
  auto PINNACLE_CONCAT(pinnacle_try_, __LINE__) = (expression);                         \
  if (!PINNACLE_CONCAT(pinnacle_try_, __LINE__))                                        \
    return ::pinnacle::base::Unexpected{std::move(PINNACLE_CONCAT(pinnacle_try_, __LINE__)).error()}; \
  declaration = *std::move(PINNACLE_CONCAT(pinnacle_try_, __LINE__))

/// PINNACLE_TRY_VOID(write(bytes)): go on, or return the error to the caller.
#define PINNACLE_TRY_VOID(expression)                                                     \
  if (auto pinnacle_try_result = (expression); !pinnacle_try_result)                      \
  return ::pinnacle::base::Unexpected{std::move(pinnacle_try_result).error()}

#endif  // PINNACLE_BASE_EXPECTED_H_
