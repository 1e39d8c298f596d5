# Declares a module of the library: the one place where an arrow of the house is written down.
#
#   pinnacle_module(image SOURCES codec.cpp ... DEPENDS base ... [LINKS third-party targets]
#                   TESTS codec_test.cpp ... [TEST_DEPENDS modules that only the tests use])
#
# Makes the static library pinnacle_<name> (alias pinnacle::<name>) and, when BUILD_TESTING is on, the
# GoogleTest program <name>_test. The declared arrows are collected in the global property PINNACLE_ARROWS
# as "name:dependency", which tests/ compares with the includes.
function(pinnacle_module name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPENDS;LINKS;TESTS;TEST_DEPENDS" ${ARGN})
  set(target pinnacle_${name})
  if(arg_SOURCES)
    add_library(${target} STATIC ${arg_SOURCES})
    set(scope PUBLIC)
    target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:pinnacle_compiler>)
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
  endif()
  add_library(pinnacle::${name} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
  target_include_directories(${target} ${scope}
      $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}/src> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  set_property(GLOBAL APPEND PROPERTY PINNACLE_ARROWS "${name}:")
  foreach(dependency IN LISTS arg_DEPENDS)
    target_link_libraries(${target} ${scope} pinnacle_${dependency})
    set_property(GLOBAL APPEND PROPERTY PINNACLE_ARROWS "${name}:${dependency}")
  endforeach()
  target_link_libraries(${target} ${scope} ${arg_LINKS})
  set_property(GLOBAL APPEND PROPERTY PINNACLE_LIBRARIES ${target})
  if(BUILD_TESTING AND arg_TESTS)
    pinnacle_test(${name}_test SOURCES ${arg_TESTS} DEPENDS ${name} ${arg_TEST_DEPENDS})
  endif()
endfunction()

# Declares a GoogleTest program over modules of the library: pinnacle_test(name SOURCES ... DEPENDS ... [LABELS slow]).
function(pinnacle_test name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPENDS;LINKS;LABELS" ${ARGN})
  find_package(GTest REQUIRED)
  include(GoogleTest)
  add_executable(${name} ${arg_SOURCES})
  list(TRANSFORM arg_DEPENDS PREPEND pinnacle_)
  target_link_libraries(${name} PRIVATE ${arg_DEPENDS} ${arg_LINKS} GTest::gtest_main pinnacle_compiler)
  target_compile_definitions(${name} PRIVATE PINNACLE_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60 PROPERTIES LABELS "${arg_LABELS}")
endfunction()
