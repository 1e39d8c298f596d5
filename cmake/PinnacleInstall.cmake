# What `cmake --install` gives: the program, its plug-in and weights, and the library for find_package(pinnacle).
include(CMakePackageConfigHelpers)

get_property(libraries GLOBAL PROPERTY PINNACLE_LIBRARIES)
# The network engine is a plug-in and the command line a program: neither is linked to.
list(REMOVE_ITEM libraries pinnacle_nn pinnacle_cli)
install(TARGETS ${libraries} EXPORT pinnacleTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY src/pinnacle DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h"
        PATTERN cli EXCLUDE PATTERN nn EXCLUDE)
if(TARGET pinnacle)
  install(TARGETS pinnacle RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
if(TARGET pinnacle_nn_plugin)
  install(TARGETS pinnacle_nn_plugin LIBRARY DESTINATION lib/pinnacle)
endif()
install(DIRECTORY models/ DESTINATION share/pinnacle/models FILES_MATCHING PATTERN "*.weights" PATTERN "*.md")

install(EXPORT pinnacleTargets NAMESPACE pinnacle:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/pinnacle)
configure_package_config_file(cmake/pinnacleConfig.cmake.in ${CMAKE_BINARY_DIR}/pinnacleConfig.cmake
    INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/pinnacle)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/pinnacleConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/pinnacleConfig.cmake ${CMAKE_BINARY_DIR}/pinnacleConfigVersion.cmake
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/pinnacle)

# The build tree finds its weights as an installation does: bin/../share/pinnacle/models.
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/share/pinnacle)
file(CREATE_LINK ${CMAKE_SOURCE_DIR}/models ${CMAKE_BINARY_DIR}/share/pinnacle/models SYMBOLIC)
