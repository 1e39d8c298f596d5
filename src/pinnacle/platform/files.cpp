#include "pinnacle/platform/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <string>

namespace pinnacle::platform {
namespace {

/// An open file descriptor that closes itself.
class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  int get() const { return descriptor_; }
  bool open() const { return descriptor_ >= 0; }
  /// False if the system reports at closing what it had not said at writing.
  bool close_now() {
    const int result = ::close(descriptor_);
    descriptor_ = -1;
    return result == 0;
  }

 private:
  int descriptor_;
};

/// @param refused    The code where the path is there but the system refuses.
/// @param permitted  What to do where it is for want of permission.
base::Unexpected fault(const std::filesystem::path& path, const std::string& doing, int error,
                       base::ErrorCode refused, const std::string& permitted) {
  const bool missing = error == ENOENT || error == ENOTDIR;
  const auto code = missing ? base::ErrorCode::kNotFound : refused;
  std::string cure;
  if (missing) cure = "Check the path";
  if (error == EACCES || error == EPERM || error == EROFS) cure = permitted;
  if (error == ENOSPC || error == EDQUOT || error == EFBIG) cure = "Make room on the disk, or choose another place";
  return base::unexpected(code, doing + ": " + std::strerror(error), path.string(), cure);
}

base::Unexpected read_fault(const std::filesystem::path& path, const std::string& doing, int error) {
  return fault(path, doing, error, base::ErrorCode::kUnreadable, "Ask for the permission to read it");
}

base::Unexpected write_fault(const std::filesystem::path& path, int error) {
  return fault(path, "cannot be written", error, base::ErrorCode::kUnwritable,
               "Choose another place, or ask for the permission");
}

/// 0 or the errno of the write that failed.
int write_all(int descriptor, std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return ::fsync(descriptor) == 0 || errno == EINVAL ? 0 : errno;
}

/// The path from the root, the links on the way followed as far as it exists.
std::filesystem::path real_path(const std::filesystem::path& path) {
  std::error_code failed;
  auto whole = std::filesystem::absolute(path, failed);
  auto real = std::filesystem::weakly_canonical(failed ? path : whole, failed);
  return failed ? path : real;
}

std::filesystem::path beside(const std::filesystem::path& path) {
  static std::atomic<unsigned> counter{0};
  auto name = path.filename();
  name += ".part-" + std::to_string(::getpid()) + "-" + std::to_string(counter++);
  return path.parent_path() / name;
}

}  // namespace

bool is_there(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

bool is_file(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored);
}

bool is_folder(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::is_directory(path, ignored);
}

bool is_same_file(const std::filesystem::path& one, const std::filesystem::path& other) {
  std::error_code not_there;
  if (std::filesystem::equivalent(one, other, not_there)) return true;
  return real_path(one) == real_path(other);
}

std::filesystem::path whole_path(const std::filesystem::path& path) {
  std::error_code no_folder;
  const auto whole = std::filesystem::absolute(path, no_folder);
  return (no_folder ? path : whole).lexically_normal();
}

base::Expected<Bytes> read_file(const std::filesystem::path& path, std::size_t most_bytes) {
  // Without O_NONBLOCK a pipe that nobody writes to would be waited for here; to a regular file it makes no
  // difference.
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.open()) return read_fault(path, "cannot be opened", errno);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) return read_fault(path, "cannot be read", errno);
  if (S_ISDIR(status.st_mode)) {
    return base::unexpected(base::ErrorCode::kUnreadable, "this is a folder, not a file", path.string(), "Name a file");
  }
  if (!S_ISREG(status.st_mode)) {
    return base::unexpected(base::ErrorCode::kUnreadable, "this is a pipe or a device, not a file",
                            path.string(), "Save it as a file first");
  }
  if (static_cast<std::uint64_t>(status.st_size) > most_bytes) {
    return base::unexpected(base::ErrorCode::kUnsupported, "the file is larger than " + std::to_string(most_bytes >> 20) + " MiB",
                            path.string());
  }
  Bytes bytes(static_cast<std::size_t>(status.st_size));
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const auto got = ::read(file.get(), bytes.data() + filled, bytes.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return read_fault(path, "cannot be read", errno);
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  bytes.resize(filled);
  return bytes;
}

base::Expected<void> write_file(const std::filesystem::path& path, std::span<const std::uint8_t> bytes) {
  const auto part = beside(path);
  File file(::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (!file.open()) return write_fault(path, errno);
  int error = write_all(file.get(), bytes);
  if (!file.close_now() && error == 0) error = errno;
  if (error == 0 && ::rename(part.c_str(), path.c_str()) != 0) error = errno;
  if (error == 0) return {};
  ::unlink(part.c_str());
  return write_fault(path, error);
}

base::Expected<void> write_text(const std::filesystem::path& path, std::string_view text) {
  return write_file(path, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

}  // namespace pinnacle::platform
