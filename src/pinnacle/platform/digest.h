#ifndef PINNACLE_PLATFORM_DIGEST_H_
#define PINNACLE_PLATFORM_DIGEST_H_

#include <cstdint>
#include <span>
#include <string>

namespace pinnacle::platform {

/// The SHA-256 of bytes, 64 hexadecimal digits.
std::string sha256(std::span<const std::uint8_t> bytes);

}  // namespace pinnacle::platform

#endif  // PINNACLE_PLATFORM_DIGEST_H_
