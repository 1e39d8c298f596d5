#ifndef PINNACLE_NN_EVENT_FILE_H_
#define PINNACLE_NN_EVENT_FILE_H_

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>

#include "pinnacle/base/expected.h"

namespace pinnacle::nn {

/// A TensorBoard event file: curves of named figures over the steps of a training.
///
/// @source The TFRecord framing (length, masked CRC-32C of it, data, masked CRC-32C of that; little endian)
/// and the
///         fields of tensorflow.Event and tensorflow.Summary that a scalar needs, from their published
///         definitions.
class EventFile {
 public:
  /// Begins a new file in a folder, which is made if it is not there. A resumed training adds a file of its
  /// own.
  /// @errors kUnwritable: the folder or the file cannot be made.
  static base::Expected<EventFile> create(const std::filesystem::path& folder);

  void add(std::int64_t step, const std::map<std::string, double>& figures);

 private:
  explicit EventFile(std::ofstream file) : file_(std::move(file)) {}
  std::ofstream file_;
};

/// One framed record.
std::string event_record(std::string_view data);
/// A serialised Event with scalar values.
std::string scalar_event(double wall_time, std::int64_t step, const std::map<std::string, double>& figures);
/// CRC-32C (Castagnoli) of bytes.
std::uint32_t crc32c(std::string_view bytes);

}  // namespace pinnacle::nn

#endif  // PINNACLE_NN_EVENT_FILE_H_
