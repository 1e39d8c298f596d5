#ifndef PINNACLE_IMAGE_OUTLINE_H_
#define PINNACLE_IMAGE_OUTLINE_H_

#include <vector>

#include "pinnacle/base/geometry.h"
#include "pinnacle/image/placed_mask.h"

namespace pinnacle::image {

/// The outer rings of an object's pieces, in pixels of the large image, the largest first.
std::vector<base::Polygon> outlines_of(const PlacedMask& object);

/// The same with the object's holes: a slit joins each to the ring around it, so that one polygon holds both and
/// filled() gives exactly the object.
std::vector<base::Polygon> outlines_with_holes_of(const PlacedMask& object);

/// The pixels inside the rings, clipped to a width x height image; empty if there are none.
PlacedMask filled(const std::vector<base::Polygon>& rings, int width, int height);

/// The object's pieces (8-connected), each as large as its own bounds, the largest first.
std::vector<PlacedMask> pieces_of(const PlacedMask& object);

/// How many pixels are the object's.
double area_of(const Mask& mask);

/// How many pixels the convex hull of all objects together holds; 0 if there are none.
double convex_area(const std::vector<PlacedMask>& objects);

/// Sets the pixels of `piece` in `whole`, whose frame must hold them.
void add_to(PlacedMask& whole, const PlacedMask& piece);

/// The mask with its holes closed, as far as they are no larger than that.
Mask without_holes(const Mask& mask, double largest_px);

/// The mask without what is thinner than 3 pixels.
Mask opened(const Mask& mask);

/// Draws a bar of that thickness between two points.
void draw_bar(Mask& mask, base::Point from, base::Point to, double thickness_px);

}  // namespace pinnacle::image

#endif  // PINNACLE_IMAGE_OUTLINE_H_
