#ifndef PINNACLE_LEARNING_SETTING_LINE_H_
#define PINNACLE_LEARNING_SETTING_LINE_H_

#include <string>
#include <string_view>

namespace pinnacle::learning {

/// A setting's value on one line of a weights file, whatever is in it: labels stand one a line.
inline std::string on_one_line(std::string_view value) {
  std::string line;
  for (const char c : value) {
    if (c == '\n') {
      line += "\\n";
    } else {
      if (c == '\\') line += c;
      line += c;
    }
  }
  return line;
}

/// Takes back what on_one_line() wrote.
inline std::string from_one_line(std::string_view line) {
  std::string value;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool escaped = line[i] == '\\' && i + 1 < line.size();
    if (escaped) ++i;
    value += escaped && line[i] == 'n' ? '\n' : line[i];
  }
  return value;
}

}  // namespace pinnacle::learning

#endif  // PINNACLE_LEARNING_SETTING_LINE_H_
