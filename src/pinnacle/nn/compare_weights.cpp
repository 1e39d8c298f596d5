// How far the weights in two files lie apart, as a part of their length, for the tests: compare_weights A B
// MOST. Ends with 0 if that is no more than MOST.

#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "pinnacle/nn/weights_file.h"

int main(int argc, char** argv) {
  using namespace pinnacle::nn;
  if (argc != 4) return 2;
  const auto a = load_weights(argv[1]), b = load_weights(argv[2]);
  if (!a || !b) {
    std::fprintf(stderr, "%s\n", (a ? b : a).error().text().c_str());
    return 3;
  }
  const double apart = distance(*a->network, *b->network);
  std::printf("%g apart\n", apart);
  return apart <= std::atof(argv[3]) ? 0 : 1;
}
