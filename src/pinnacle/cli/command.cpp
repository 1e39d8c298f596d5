#include "pinnacle/cli/command.h"

namespace pinnacle::cli {

ExitCode exit_code(const base::Error& error) {
  using base::ErrorCode;
  switch (error.code) {
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kExists:
      return kWrongUsage;
    case ErrorCode::kNotFound:
    case ErrorCode::kDamaged:
    case ErrorCode::kUnsupported:
    case ErrorCode::kUnreadable:
      return kBadInput;
    case ErrorCode::kUnwritable:
    case ErrorCode::kInternal:
    case ErrorCode::kCancelled:
      return kFailed;
  }
  return kFailed;
}

}  // namespace pinnacle::cli
