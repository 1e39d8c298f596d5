# Language level and warnings, the same for every module.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

find_program(PINNACLE_CCACHE ccache)
if(PINNACLE_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${PINNACLE_CCACHE})
endif()

set(PINNACLE_SANITIZE "" CACHE STRING "Sanitizers to build with, as -fsanitize takes them")
add_library(pinnacle_compiler INTERFACE)
target_compile_options(pinnacle_compiler INTERFACE $<BUILD_INTERFACE:-Wall;-Wextra;-Wpedantic;-Wshadow;-Wconversion;-Wno-sign-conversion;-Wno-restrict>)
if(PINNACLE_SANITIZE)
  add_compile_options(-fsanitize=${PINNACLE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${PINNACLE_SANITIZE})
endif()
