# prefix: docker-java
# description: Java with Maven: one jar on distroless, memory by the container's limit, run as user 65532.

# syntax=docker/dockerfile:1

FROM maven:3.9-eclipse-temurin-${1|25,21|}-noble AS build
WORKDIR /src
COPY pom.xml ./
COPY src ./src
RUN --mount=type=cache,target=/root/.m2 \
    mvn --batch-mode --no-transfer-progress -DskipTests package

FROM gcr.io/distroless/java${1}-debian13:nonroot
COPY --from=build /src/target/${2:app}.jar /app/app.jar
USER 65532:65532
EXPOSE ${3:8080}
ENTRYPOINT ["/usr/bin/java", "-XX:MaxRAMPercentage=75.0", "-jar", "/app/app.jar"]
$0
