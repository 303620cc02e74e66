@echo off
rem Runs the Chasqui command line: chasqui run, chasqui config, chasqui data, ...
rem
rem JAVA_HOME     a Java 17 or later; without it, the java of the PATH
rem JAVA_OPTS     options for Java, such as -Xmx2g
rem CHASQUI_HOME  the directory of the distribution; without it, the one this script is in

setlocal
if not defined CHASQUI_HOME for %%I in ("%~dp0..") do set "CHASQUI_HOME=%%~fI"
if not exist "%CHASQUI_HOME%\lib" (
    echo chasqui: there is no %CHASQUI_HOME%\lib; let CHASQUI_HOME name the unpacked distribution 1>&2
    exit /b 1
)

set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
    echo chasqui: %JAVA% cannot be run; install Java 17 or later, or let JAVA_HOME name one 1>&2
    exit /b 1
)

"%JAVA%" "-Dchasqui.home=%CHASQUI_HOME%" "-Djava.util.logging.config.file=%CHASQUI_HOME%\conf\logging.properties" %JAVA_OPTS% -cp "%CHASQUI_HOME%\lib\*" io.chasqui.boot.ChasquiMain %*
exit /b %ERRORLEVEL%
