#include "pinnacle/cli/command_line.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <string_view>

namespace pinnacle::cli {
namespace {

std::string quoted(const std::string& word) {
  const bool plain = !word.empty() && std::all_of(word.begin(), word.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 ||
           std::string_view("_-+=./,:@%").find(static_cast<char>(c)) != std::string_view::npos;
  });
  if (plain) return word;
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? "'\\''" : std::string(1, c);
  return out + "'";
}

}  // namespace

std::string command_line() {
  // The system keeps the words apart by zeros; the first is the program, wherever it lies.
  std::ifstream words("/proc/self/cmdline", std::ios::binary);
  std::string line = "pinnacle", word;
  std::getline(words, word, '\0');
  while (std::getline(words, word, '\0')) line += " " + quoted(word);
  return line;
}

}  // namespace pinnacle::cli
