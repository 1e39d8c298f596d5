#include "pinnacle/image/foreground.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace pinnacle::image {

int otsu_threshold(const Grey& grey) {
  if (grey.empty()) return 0;
  const cv::Mat in(grey.height(), grey.width(), CV_8UC1, const_cast<std::uint8_t*>(grey.values().data()));
  cv::Mat ignored;
  return static_cast<int>(cv::threshold(in, ignored, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU));
}

Mask at_most(const Grey& grey, int level) {
  Mask mask(grey.width(), grey.height());
  std::transform(grey.values().begin(), grey.values().end(), mask.values().begin(),
                 [level](std::uint8_t g) { return static_cast<std::uint8_t>(g <= level); });
  return mask;
}

Raster<float> distance_to_background(const Mask& mask) {
  cv::Mat framed = cv::Mat::zeros(mask.height() + 2, mask.width() + 2, CV_8UC1);
  for (int y = 0; y < mask.height(); ++y) {
    for (int x = 0; x < mask.width(); ++x) framed.at<std::uint8_t>(y + 1, x + 1) = mask(x, y) != 0;
  }
  cv::Mat distance;
  cv::distanceTransform(framed, distance, cv::DIST_L2, cv::DIST_MASK_5, CV_32F);
  Raster<float> out(mask.width(), mask.height());
  for (int y = 0; y < mask.height(); ++y) std::copy_n(distance.ptr<float>(y + 1) + 1, mask.width(), out.row(y));
  return out;
}

}  // namespace pinnacle::image
