#include "pinnacle/svm/model_file.h"

#include <libsvm/svm.h>
#include <sys/mman.h>
#include <unistd.h>

#include <sstream>

#include "pinnacle/learning/setting_line.h"
#include "pinnacle/platform/digest.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::svm {
namespace {

constexpr std::size_t kLargestModel = std::size_t{4} << 30;

/// A file in memory: libsvm reads and writes models by file name only.
class MemoryFile {
 public:
  MemoryFile() : handle_(memfd_create("svm-model", MFD_CLOEXEC)) {}
  ~MemoryFile() {
    if (handle_ >= 0) close(handle_);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::string name() const { return "/proc/self/fd/" + std::to_string(handle_); }
  bool write(std::string_view text) const {
    while (!text.empty()) {
      const auto done = ::write(handle_, text.data(), text.size());
      if (done <= 0) return false;
      text.remove_prefix(static_cast<std::size_t>(done));
    }
    return true;
  }

 private:
  int handle_;
};

std::span<const std::uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

base::Unexpected damaged(const std::string& path) {
  return base::unexpected(base::ErrorCode::kDamaged, "this is not a whole weights file", path,
                          "Train the model anew");
}

/// The first line of a text, which it is taken from.
std::string_view take_line(std::string_view& text) {
  const auto end = text.find('\n');
  const auto line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

}  // namespace

void FreeModel::operator()(svm_model* model) const { svm_free_and_destroy_model(&model); }

base::Expected<void> save_model(const std::string& path, const svm_model& model,
                                const learning::ModelInfo& info) {
  std::string body = "name=" + info.name + "\nnetwork=" + info.network + "\n";
  for (const auto& [key, value] : info.settings) body += "setting." + key + "=" + learning::on_one_line(value) + "\n";
  body += "\n";
  const MemoryFile memory;
  if (svm_save_model(memory.name().c_str(), &model) != 0) {
    return base::unexpected(base::ErrorCode::kUnreadable, "the model does not fit into memory", path);
  }
  PINNACLE_TRY(const auto text, platform::read_file(memory.name(), kLargestModel));
  body.append(text.begin(), text.end());
  return platform::write_text(path,
                              std::string(kFormat) + "\n" + platform::sha256(bytes_of(body)) + "\n" + body);
}

base::Expected<StoredModel> load_model(const std::string& path) {
  PINNACLE_TRY(const auto bytes, platform::read_file(path, kLargestModel));
  std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (take_line(text) != kFormat) return damaged(path);
  // libsvm trusts what it reads: only a file that is as it was written comes that far.
  const auto digest = take_line(text);
  if (digest != platform::sha256(bytes_of(text))) return damaged(path);
  StoredModel stored;
  stored.info.hash = platform::sha256(bytes);
  for (auto line = take_line(text); !line.empty(); line = take_line(text)) {
    const auto at = line.find('=');
    if (at == std::string_view::npos) return damaged(path);
    const std::string key(line.substr(0, at)), value(line.substr(at + 1));
    constexpr std::string_view kSetting = "setting.";
    if (key == "name") stored.info.name = value;
    if (key == "network") stored.info.network = value;
    if (key.rfind(kSetting, 0) == 0) stored.info.settings[key.substr(kSetting.size())] = learning::from_one_line(value);
  }
  const MemoryFile memory;
  if (memory.write(text)) stored.model.reset(svm_load_model(memory.name().c_str()));
  if (!stored.model) return damaged(path);
  return stored;
}

}  // namespace pinnacle::svm
