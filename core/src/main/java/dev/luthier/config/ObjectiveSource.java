package dev.luthier.config;

/** What a study file says about where its objective comes from. */
public sealed interface ObjectiveSource permits ClassObjective, CommandSource {}
