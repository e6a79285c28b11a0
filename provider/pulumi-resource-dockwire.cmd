@echo off
node --max-semi-space-size=8 "%~dp0launch.cjs" %*
